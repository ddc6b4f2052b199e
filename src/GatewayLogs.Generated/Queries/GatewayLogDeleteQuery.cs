namespace GatewayLogs;

/// <summary>Which logs to delete.</summary>
/// <remarks>Operation DeleteGatewayLogs of the document. It prints without its filters, which may be personal data.</remarks>
public sealed record GatewayLogDeleteQuery
{
    /// <summary>Gets the conditions that a log must all match. Default: none, which is refused unless <see cref="AllowDeleteAll"/> is set.</summary>
    public IReadOnlyList<GatewayLogFilter> Filters { get; init => field = QueryRange.Require(value); } = [];

    /// <summary>
    /// Gets how many logs <see cref="GatewayLogsClient.DeleteLogsAsync"/> deletes at most, or <see cref="GatewayLogsClient.DeleteMatchingLogsAsync"/>
    /// in one request, from 1 to 10,000. Default: 10,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Limit { get; init => field = QueryRange.Require(value, 1, 10_000); } = 10_000;

    /// <summary>Gets the field that orders the logs, and so chooses which are deleted first. Default: <see cref="GatewayLogDeleteOrderBy.CreatedAt"/>.</summary>
    public GatewayLogDeleteOrderBy OrderBy { get; init => field = QueryRange.Require(value); }

    /// <summary>Gets the direction of the order. Default: <see cref="GatewayLogOrderDirection.Ascending"/>, oldest first.</summary>
    public GatewayLogOrderDirection OrderByDirection { get; init => field = QueryRange.Require(value); }

    /// <summary>Gets whether logs may be deleted without any filter. Default: false.</summary>
    public bool AllowDeleteAll { get; init; }

    /// <summary>Names the type alone.</summary>
    /// <returns><c>GatewayLogDeleteQuery</c>.</returns>
    public override string ToString() => nameof(GatewayLogDeleteQuery);

    /// <summary>Refuses what would delete more, or other logs, than the caller can have meant.</summary>
    /// <exception cref="ArgumentException">There are no filters, or there are some in addition to <see cref="AllowDeleteAll"/>.</exception>
    internal GatewayLogDeleteQuery Validated() => (Filters.Count, AllowDeleteAll) switch
    {
        (0, false) => throw new ArgumentException(
            "The query has no filters, so it selects all logs of the gateway. Set Filters, or AllowDeleteAll if all logs are meant. Nothing was sent."),
        ( > 0, true) => throw new ArgumentException("AllowDeleteAll and Filters exclude each other. Set one of them. Nothing was sent."),
        _ => this,
    };
}
