namespace GatewayLogs.Paging;

/// <summary>
/// The time range of an enumeration. Keys increase in its direction: they are milliseconds since 1970, negated if it is descending.
/// </summary>
/// <remarks>
/// A row belongs to the range by its created_at in milliseconds. The limits are rounded outwards to whole seconds in queries, so that a
/// service that compares whole seconds returns every row of the range; rows outside are dropped. The caller's own filters on created_at are
/// merged with the limits, so that each query has at most one filter per operator.
/// </remarks>
internal sealed class TimeRange
{
    /// <summary>The key before all others: the range has no lower limit.</summary>
    public const long Unlimited = long.MinValue;

    /// <summary>The lowest precision in which a service may compare created_at, in keys: one second.</summary>
    public const long Unit = 1_000;

    /// <summary>The key of the earliest instant in descending order. Limits before that instant cannot be formatted.</summary>
    public static readonly long LastKey = -FilterValue.ToMilliseconds(DateTimeOffset.MinValue);

    private static readonly long s_lastMillisecond = FilterValue.ToMilliseconds(DateTimeOffset.MaxValue);

    private readonly GatewayLogQuery _query;

    /// <summary>The caller's filters without the limits on created_at.</summary>
    private readonly List<GatewayLogFilter> _filters = [];

    /// <summary>The limits of the range in milliseconds, both exclusive. The lower limit is null if there is none.</summary>
    private readonly long? _after;

    private readonly long _before;

    /// <summary>Merges the limits of a query on created_at with the bound of an enumeration: the first millisecond after the range.</summary>
    public TimeRange(GatewayLogQuery query, long bound)
    {
        _before = bound;
        foreach (var filter in query.Filters)
        {
            switch (filter)
            {
                case { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.GreaterThan, Values: [var value] }
                    when FilterValue.AsInstant(value) is { } instant:
                    _after = Math.Max(_after ?? long.MinValue, FilterValue.ToMilliseconds(instant));
                    break;
                case { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.LessThan, Values: [var value] }
                    when FilterValue.AsInstant(value) is { } instant:
                    _before = Math.Min(_before, FilterValue.ToMillisecondsCeiling(instant));
                    break;
                default:
                    _filters.Add(filter);
                    break;
            }
        }

        // A page with a single row cannot show that the row directly follows another one.
        _query = query with { PerPage = Math.Max(2, query.EnumerationPerPage), Page = 1, TimeTolerance = TimeSpan.FromMilliseconds(Unit) };
    }

    public int PerPage => _query.PerPage;

    public long Start => IsAscending ? _after + 1 ?? Unlimited : 1 - _before;

    /// <summary>Gets the first key after the range.</summary>
    public long End => IsAscending ? _before : -_after ?? long.MaxValue;

    private bool IsAscending => _query.OrderByDirection == GatewayLogOrderDirection.Ascending;

    public long GetKey(long milliseconds) => IsAscending ? milliseconds : -milliseconds;

    public long GetKey(GatewayLog log) => GetKey(FilterValue.ToMilliseconds(log.CreatedAt!.Value));

    /// <summary>Returns the first key of the second that contains a key.</summary>
    public long GetUnitStart(long key)
    {
        // The keys of a descending range are negated, so the second starts at its latest millisecond.
        var offset = IsAscending ? 0 : Unit - 1;
        return key == Unlimited ? Unlimited : key - Modulo(key + offset);
    }

    /// <summary>Returns the first key after the second that contains a key.</summary>
    public long GetUnitEnd(long key) => GetUnitStart(key) + Unit;

    /// <summary>Returns the query for page 1 of all rows at or after a key.</summary>
    public GatewayLogQuery GetQueryFrom(long key)
    {
        long? first = key == Unlimited ? null : key;
        long? end = End == long.MaxValue ? null : GetUnitEnd(End - 1);
        return _query with { Filters = IsAscending ? Limited(first - 1, end!.Value) : Limited(-end, 1 - first!.Value) };
    }

    /// <summary>Returns the query for page 1 of the range, with exact limits.</summary>
    public GatewayLogQuery GetExactQuery() => _query with { Filters = Limited(_after, _before) };

    /// <summary>Returns the query for one log, regardless of its timestamp.</summary>
    public GatewayLogQuery GetIdQuery(string id) => _query with { Filters = [.. _filters, LogFilter.Id.EqualTo(id)], PerPage = 1 };

    /// <summary>Returns a small query that is valid for any range.</summary>
    public GatewayLogQuery GetProbeQuery() => _query with { Filters = _filters, PerPage = 1 };

    private static long Modulo(long key) => ((key % Unit) + Unit) % Unit;

    private static GatewayLogFilter Limit(GatewayLogFilterOperator @operator, long milliseconds) =>
        new(FilterFields.CreatedAt, @operator, DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, -LastKey, s_lastMillisecond)));

    private List<GatewayLogFilter> Limited(long? after, long before) =>
        after >= -LastKey
            ? [.. _filters, Limit(GatewayLogFilterOperator.GreaterThan, after.Value), Limit(GatewayLogFilterOperator.LessThan, before)]
            : [.. _filters, Limit(GatewayLogFilterOperator.LessThan, before)];
}
