namespace GatewayLogs.Tests;

/// <summary>One gateway that deviates, and what an enumeration of it must return. Everything follows from the seed.</summary>
internal sealed class DeviationScenario
{
    private readonly Deviation _deviation;

    private readonly List<StoredLog> _begun;

    private readonly Func<StoredLog, bool> _matches;

    private readonly int _seed;

    private readonly TimeSpan _delay;

    /// <summary>Fills a gateway with logs that share seconds and milliseconds, some of them on the edges of the range.</summary>
    /// <param name="deviation">How it deviates.</param>
    /// <param name="seed">Decides everything else.</param>
    /// <param name="localTime">The clock of the client.</param>
    /// <param name="delay">How old a log must be to be enumerated.</param>
    public DeviationScenario(Deviation deviation, int seed, Func<DateTimeOffset> localTime, TimeSpan delay)
    {
        (_deviation, _seed, _delay) = (deviation, seed, delay);
        var random = new Random(seed);
        Service = new DeviatingService(deviation.Behavior, seed, localTime);
        Bound = (Service.Now - delay).ToUnixTimeMilliseconds();

        // A Date header has whole seconds, so the last of them are open where the clock has to be corrected.
        var slack = deviation.Behavior.Skew == TimeSpan.Zero ? 0 : 2_000;
        var span = random.Next(3) switch { 0 => 3_000, 1 => 60_000, _ => 3_600_000 };
        for (var clusters = random.Next(9); clusters > 0; clusters--)
        {
            var at = Bound - slack - 1 - random.Next(span);
            var (count, width) = random.Next(4) switch { 0 => (1 + random.Next(80), 1), 1 => (1 + random.Next(80), 1_000), 2 => (1 + random.Next(12), 10), _ => (1, 1) };
            for (; count > 0; count--)
            {
                Insert(random, Math.Min(Bound - slack - 1, at + random.Next(width)));
            }
        }

        for (var young = random.Next(4); young > 0; young--)
        {
            Insert(random, Bound + slack + random.Next(2_000));
        }

        Model = random.Next(3) == 0 ? "a" : null;
        After = random.Next(4) == 0 ? Bound - random.Next(span) - 1 : null;
        Before = random.Next(4) == 0 ? Bound - slack - random.Next(span) : null;
        PerPage = random.Next(3) switch { 0 => null, 1 => 1 + random.Next(6), _ => 7 + random.Next(43) };
        if (PerPage == 1 && deviation.Behavior.IgnoresDirection)
        {
            PerPage = 2; // No page of one row shows an order.
        }

        _matches = row => row.Milliseconds > (After ?? long.MinValue) && row.Milliseconds < (Before ?? long.MaxValue) && (Model is null || row.Model == Model);
        _begun = [.. Service.Rows.Where(row => _matches(row) && row.Milliseconds < Bound - slack)];
    }

    public DeviatingService Service { get; }

    /// <summary>The first millisecond that is too young, by the service's clock.</summary>
    public long Bound { get; }

    public string? Model { get; }

    public long? After { get; }

    public long? Before { get; }

    public int? PerPage { get; }

    /// <summary>How many requests are enough for any service that is borne.</summary>
    public int MaxRequests => 300 + ((_deviation.MayFail ? 400 : 100) * Service.Ever.Count);

    /// <summary>Returns how the logs that were returned break the contract; null when they keep it.</summary>
    /// <param name="returned">The ids in their order.</param>
    /// <param name="isDescending">The direction.</param>
    /// <param name="failure">The exception that the enumeration ended with, if any.</param>
    public string? FindBreach(IReadOnlyList<string> returned, bool isDescending, Exception? failure)
    {
        var times = returned.Select(id => Service.Ever[id].Milliseconds).ToList();
        return failure is not null && !_deviation.MayFail ? $"failed: {failure.Message}"
            : returned.Distinct().Count() != returned.Count ? "repeated"
            : !times.SequenceEqual(isDescending ? times.OrderDescending() : times.Order()) ? "out of order"
            : returned.Any(id => !_matches(Service.Ever[id]) || Service.Ever[id].Milliseconds >= (Service.Now - _delay).ToUnixTimeMilliseconds()) ? "not asked for"
            : failure is null && _begun.Where(row => !Service.Deleted.Contains(row.Id)).ExceptBy(returned, row => row.Id).ToList() is { Count: > 0 } lost ? $"{lost.Count} of {_begun.Count} lost, the first {lost[0]}"
            : Service.Requests > MaxRequests ? $"{Service.Requests} requests"
            : null;
    }

    public override string ToString() =>
        $"{_deviation}, seed {_seed}, {_begun.Count} rows, {Service.Deleted.Count} deleted, {PerPage?.ToString(null, null) ?? "50"} a page, model {Model}, after {After - Bound}, before {Before - Bound}, {Service.Requests} requests";

    private void Insert(Random random, long milliseconds) => Service.Insert(
        new StoredLog($"{random.Next():x}-{Service.Ever.Count:D4}", (milliseconds * 1_000) + random.Next(1_000), random.Next(3) == 0 ? "b" : "a"));
}
