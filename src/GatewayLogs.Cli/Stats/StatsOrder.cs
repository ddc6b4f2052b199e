using System.Globalization;

namespace GatewayLogs.Cli.Stats;

/// <summary>The order of the groups, and the number of groups that are shown.</summary>
/// <remarks>
/// By default, groups are in the order of time if a key is a time, else by descending cost. Groups that are equal in the specified order
/// are ordered by descending cost, then by descending calls, then by their values.
/// </remarks>
internal sealed class StatsOrder
{
    private const string Ascending = ":asc";

    private const string Descending = ":desc";

    private static readonly (string Name, Func<Tally, double?> Get)[] s_figures =
    [
        ("calls", tally => tally.Calls),
        ("errors", tally => tally.Errors),
        ("cache_hits", tally => tally.CacheHits),
        ("tokens", tally => (double)tally.TokensIn + tally.TokensOut),
        ("tokens_in", tally => tally.TokensIn),
        ("tokens_out", tally => tally.TokensOut),
        ("cost", tally => tally.Cost.ToDouble()),
        ("cost_per_call", tally => tally.CostPerCall),
        ("p50", tally => tally.Duration(50)),
        ("p95", tally => tally.Duration(95)),
        ("p99", tally => tally.Duration(99)),
    ];

    private readonly Order _order;

    private readonly int? _top;

    private StatsOrder(Order order, int? top) => (_order, _top) = (order, top);

    private delegate IOrderedEnumerable<Group> Order(IEnumerable<Group> groups);

    /// <summary>Gets the names of the figures, for help texts and errors.</summary>
    public static string Names { get; } = string.Join(", ", s_figures.Select(figure => figure.Name));

    /// <summary>Parses <c>--sort</c> and <c>--top</c>.</summary>
    /// <exception cref="FormatException">The key is unknown, or the number is less than 1.</exception>
    public static StatsOrder Parse(string? sort, int? top, IReadOnlyList<GroupKey> keys) => top < 1
        ? throw new FormatException("--top must be 1 or more, as in: --top 10")
        : new StatsOrder(sort is null ? GetDefault(keys) : GetOrder(sort, keys), top);

    /// <summary>Returns the groups in this order. Those after the first N are summed up in one group named "others".</summary>
    public IReadOnlyList<Group> Apply(Grouping grouping)
    {
        Group[] groups =
        [
            .. _order(grouping.Groups)
                .ThenByDescending(group => group.Tally.Cost.ToDouble())
                .ThenByDescending(group => group.Tally.Calls),
        ];
        if (_top is not { } top || groups.Length <= top)
        {
            return groups;
        }

        var others = new Group([.. grouping.Keys.Select(_ => "others")], new Tally());
        foreach (var group in groups.Skip(top))
        {
            others.Tally.Add(group.Tally);
        }

        return [.. groups.Take(top), others];
    }

    private static Order GetDefault(IReadOnlyList<GroupKey> keys)
    {
        // The key of the time and those before it: with --by model,day, the days of each model are adjacent.
        var times = keys.Index().Where(key => key.Item.IsTime).Select(key => key.Index + 1).FirstOrDefault();
        return groups => Enumerable.Range(0, times).Aggregate(
            groups.OrderBy(_ => 0), (ordered, index) => ordered.ThenBy(group => group.Values[index], keys[index].Order));
    }

    private static Order GetOrder(string sort, IReadOnlyList<GroupKey> keys)
    {
        var name = sort.EndsWith(Ascending, StringComparison.Ordinal) ? sort[..^Ascending.Length]
            : sort.EndsWith(Descending, StringComparison.Ordinal) ? sort[..^Descending.Length] : sort;
        if (s_figures.FirstOrDefault(figure => figure.Name == name).Get is { } get)
        {
            return sort.EndsWith(Ascending, StringComparison.Ordinal)
                ? groups => groups.OrderBy(group => get(group.Tally))
                : groups => groups.OrderByDescending(group => get(group.Tally));
        }

        if (keys.Index().FirstOrDefault(key => key.Item.Name == name) is not (var index, { } key))
        {
            throw new FormatException(
                $"--sort: groups cannot be ordered by '{name}'. " +
                $"Expected one of {Names}, or a key of --by, with or without {Ascending} or {Descending}.");
        }

        return sort.EndsWith(Descending, StringComparison.Ordinal)
            ? groups => groups.OrderByDescending(Number).ThenByDescending(Value, key.Order)
            : groups => groups.OrderBy(Number).ThenBy(Value, key.Order);

        string? Value(Group group) => group.Values[index];
        decimal? Number(Group group) =>
            decimal.TryParse(Value(group), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
