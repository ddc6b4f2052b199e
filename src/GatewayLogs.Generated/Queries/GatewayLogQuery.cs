namespace GatewayLogs;

/// <summary>Which logs to list, and in which order.</summary>
/// <remarks>Operation ListGatewayLogs of the document. It prints without its filters and search text, which may be personal data.</remarks>
public sealed record GatewayLogQuery
{
    /// <summary>The number of the page, from 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Page { get; init => field = QueryRange.Require(value, 1, int.MaxValue); } = 1;

    /// <summary>How many logs a page holds, from 1 to 50. Default: 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int PerPage { get; init => field = QueryRange.Require(value, 1, 50); } = 20;

    /// <summary>The field that orders the logs. Default: <see cref="GatewayLogOrderBy.CreatedAt"/>.</summary>
    public GatewayLogOrderBy OrderBy { get; init => field = QueryRange.Require(value); }

    /// <summary>The direction of the order. Default: <see cref="GatewayLogOrderDirection.Asc"/>, oldest first. It is always sent.</summary>
    public GatewayLogOrderDirection OrderByDirection { get; init => field = QueryRange.Require(value); }

    /// <summary>The conditions that a log must all match. Default: none.</summary>
    public IReadOnlyList<GatewayLogFilter> Filters { get; init => field = QueryRange.Require(value); } = [];

    /// <summary>Free text that was seen to match values of the metadata. Default: null, for none.</summary>
    public string? Search { get; init; }

    /// <summary>Whether the page's information holds the smallest and largest cost, duration and token counts. Default: false.</summary>
    public bool MetaInfo { get; init; }

    /// <summary>Names the type alone.</summary>
    /// <returns><c>GatewayLogQuery</c>.</returns>
    public override string ToString() => nameof(GatewayLogQuery);
}
