using System.Diagnostics;

namespace GatewayLogs;

/// <summary>
/// The range of time that a walk goes through, as keys which rise on the way whatever the direction: milliseconds since 1970, or the same
/// negated. Asks for what is left from a key on.
/// </summary>
/// <remarks>
/// lt and gt are strict and rows may be kept in finer parts than they show, so a question from a millisecond on begins just behind the one
/// before it. Where a row belongs is decided by what it shows alone. The limits of the caller's own filters on created_at are merged in:
/// the service then sees each of the two operators once.
/// </remarks>
internal sealed class WalkRange
{
    /// <summary>The key before all others: there is no lower limit.</summary>
    public const long Unlimited = long.MinValue;

    /// <summary>The key of the first instant there is, on the way back: what lies behind it cannot be written as a limit.</summary>
    public static readonly long LastKey = -FilterValue.ToMilliseconds(DateTimeOffset.MinValue);

    private readonly GatewayLogQuery _query;

    private readonly List<GatewayLogFilter> _filters = [];

    /// <summary>The limits that are sent; both exclusive.</summary>
    private readonly long? _after;

    private readonly long _before;

    public WalkRange(GatewayLogQuery query, long bound)
    {
        _before = bound;
        foreach (var filter in query.Filters)
        {
            switch (filter)
            {
                case { Key: RowField.CreatedAt, Operator: GatewayLogFilterOperator.Gt, Values: [var value] } when FilterValue.AsInstant(value) is { } instant:
                    _after = Math.Max(_after ?? long.MinValue, FilterValue.ToMilliseconds(instant));
                    break;
                case { Key: RowField.CreatedAt, Operator: GatewayLogFilterOperator.Lt, Values: [var value] } when FilterValue.AsInstant(value) is { } instant:
                    _before = Math.Min(_before, FilterValue.ToMillisecondsBehind(instant));
                    break;
                default:
                    _filters.Add(filter);
                    break;
            }
        }

        _query = query with { PerPage = query.WalkPerPage, Page = 1 };
    }

    public GatewayLogOrderDirection Direction => _query.OrderByDirection;

    public int PerPage => _query.PerPage;

    public IReadOnlyList<GatewayLogFilter> Filters => _query.Filters;

    private bool IsAscending => Direction == GatewayLogOrderDirection.Asc;

    /// <summary>The first key.</summary>
    public long Start => IsAscending ? _after ?? Unlimited : -(_before - 1);

    /// <summary>The first key behind the range.</summary>
    public long End => IsAscending ? _before : _after is { } after ? -after + 1 : long.MaxValue;

    public long KeyOf(long milliseconds) => IsAscending ? milliseconds : -milliseconds;

    public long KeyOf(GatewayLog log) => KeyOf(FilterValue.ToMilliseconds(log.CreatedAt!.Value));

    /// <summary>Asks for all that is left of the range from a key on.</summary>
    public GatewayLogQuery From(long key) => IsAscending
        ? Between(key == Unlimited ? _after : key - 1, _before, 1)
        : Between(_after, 1 - key, 1);

    /// <summary>Asks for one page of what one key holds.</summary>
    public GatewayLogQuery Only(long key, int page)
    {
        var milliseconds = KeyOf(key);
        return Between(milliseconds - 1, milliseconds + 1, page);
    }

    private GatewayLogQuery Between(long? after, long before, int page)
    {
        if (after is null || after < _after)
        {
            after = _after;
        }

        Debug.Assert(after is null || after < before, "A walk asks for nothing behind its end.");
        var upper = Limit(GatewayLogFilterOperator.Lt, Math.Min(before, _before));
        return _query with
        {
            Page = page,
            Filters = after is { } lower && lower >= -LastKey ? [.. _filters, Limit(GatewayLogFilterOperator.Gt, lower), upper] : [.. _filters, upper],
        };
    }

    private static GatewayLogFilter Limit(GatewayLogFilterOperator @operator, long milliseconds) =>
        new(RowField.CreatedAt, @operator, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
