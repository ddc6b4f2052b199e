namespace GatewayLogs.Tests;

/// <summary>A deviating gateway and the expected result of its enumeration. Everything depends on the seed.</summary>
internal sealed class DeviationScenario
{
    private readonly Deviation _deviation;

    private readonly Random _random;

    private readonly TimeSpan _delay;

    /// <summary>
    /// How much older than the bound a log must be to be expected: a Date header has whole seconds, so the last seconds are ambiguous when
    /// the clock has to be corrected.
    /// </summary>
    private readonly int _slack;

    /// <summary>How much older than the bound the oldest logs are, in milliseconds.</summary>
    private readonly int _span;

    private readonly int _seed;

    private List<StoredLog> _due = [];

    /// <summary>Creates a gateway with logs that share seconds and milliseconds, some at the limits of the range.</summary>
    /// <param name="deviation">The deviation.</param>
    /// <param name="seed">The seed of everything else.</param>
    /// <param name="localTime">The clock of the client.</param>
    /// <param name="delay">The minimum age of an enumerated log.</param>
    public DeviationScenario(Deviation deviation, int seed, Func<DateTimeOffset> localTime, TimeSpan delay)
    {
        (_deviation, _seed, _delay, _random) = (deviation, seed, delay, new Random(seed));
        Service = new DeviatingService(deviation.Behavior, seed, localTime);
        _slack = deviation.Behavior.Skew == TimeSpan.Zero ? 0 : 2_000;
        _span = _random.Next(3) switch { 0 => 3_000, 1 => 60_000, _ => 3_600_000 };
        Fill(_span);
        var bound = Bound;
        Model = _random.Next(3) == 0 ? "a" : null;
        After = _random.Next(4) == 0 ? bound - _random.Next(_span) - 1 : null;
        Before = _random.Next(4) == 0 ? bound - _slack - _random.Next(_span) : null;
        PerPage = _random.Next(3) switch { 0 => null, 1 => 1 + _random.Next(6), _ => 7 + _random.Next(43) };
        if (PerPage == 1 && deviation.Behavior.IgnoresDirection)
        {
            PerPage = 2; // A page of one row shows no order.
        }

        Begin();
    }

    public DeviatingService Service { get; }

    public string? Model { get; }

    public long? After { get; }

    public long? Before { get; }

    public int? PerPage { get; }

    /// <summary>Gets the first millisecond that is too recent, by the service's clock.</summary>
    private long Bound => (Service.Now - _delay).ToUnixTimeMilliseconds();

    /// <summary>Gets the maximum number of requests.</summary>
    private int MaxRequests => 300 + ((_deviation.MayFail ? 400 : 100) * Service.Ever.Count);

    /// <summary>Adds logs for the elapsed time, and expects all existing logs from the next enumeration on.</summary>
    public void Pass(TimeSpan time)
    {
        Fill((int)time.TotalMilliseconds);
        Begin();
    }

    /// <summary>Returns how the returned logs violate the contract, or null if they do not.</summary>
    /// <param name="returned">The returned ids in their order.</param>
    /// <param name="isDescending">The direction.</param>
    /// <param name="failure">The exception of the enumeration, if any.</param>
    /// <param name="earlier">The ids that an earlier enumeration returned, which this one must not return.</param>
    public string? FindBreach(IReadOnlyList<string> returned, bool isDescending, Exception? failure, IReadOnlyList<string>? earlier = null)
    {
        List<string> all = [.. earlier ?? [], .. returned];
        var times = returned.Select(id => Service.Ever[id].Milliseconds).ToList();
        return failure is not null && !_deviation.MayFail ? $"failed: {failure.Message}"
            : all.Distinct().Count() != all.Count ? "repeated"
            : !times.SequenceEqual(isDescending ? times.OrderDescending() : times.Order()) ? "out of order"
            : returned.Any(id => !Matches(Service.Ever[id]) || Service.Ever[id].Milliseconds >= Bound) ? "not asked for"
            : failure is null && _due.Where(row => !Service.Deleted.Contains(row.Id)).ExceptBy(all, row => row.Id).ToList() is { Count: > 0 } lost
                ? $"{lost.Count} of {_due.Count} lost, the first {lost[0]}"
            : Service.Requests > MaxRequests ? $"{Service.Requests} requests"
            : null;
    }

    public override string ToString() =>
        $"{_deviation}, seed {_seed}, {_due.Count} due, {Service.Deleted.Count} deleted, {PerPage?.ToString(null, null) ?? "50"} a page, "
        + $"model {Model}, after {After - Bound}, before {Before - Bound}, {Service.Requests} requests";

    private bool Matches(StoredLog row) =>
        row.Milliseconds > (After ?? long.MinValue) && row.Milliseconds < (Before ?? long.MaxValue) && (Model is null || row.Model == Model);

    private void Begin() => _due = [.. Service.Rows.Where(row => Matches(row) && row.Milliseconds < Bound - _slack)];

    private void Fill(int span)
    {
        var last = Bound - _slack - 1;
        for (var clusters = _random.Next(9); clusters > 0; clusters--)
        {
            var at = last - _random.Next(span);
            var (count, width) = _random.Next(4) switch
            {
                0 => (1 + _random.Next(80), 1),
                1 => (1 + _random.Next(80), 1_000),
                2 => (1 + _random.Next(12), 10),
                _ => (1, 1),
            };
            for (; count > 0; count--)
            {
                Insert(Math.Min(last, at + _random.Next(width)));
            }
        }

        for (var young = _random.Next(4); young > 0; young--)
        {
            Insert(Bound + _slack + _random.Next(2_000));
        }
    }

    private void Insert(long milliseconds) => Service.Insert(
        new StoredLog($"{_random.Next():x}-{Service.Ever.Count:D4}", (milliseconds * 1_000) + _random.Next(1_000), _random.Next(3) == 0 ? "b" : "a"));
}
