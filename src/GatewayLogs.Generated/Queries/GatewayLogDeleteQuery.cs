namespace GatewayLogs;

/// <summary>Selects the logs to delete.</summary>
/// <remarks>
/// Parameters of the operation <c>DeleteGatewayLogs</c>. <see cref="ToString"/> omits the filters, because they can contain personal data.
/// </remarks>
public sealed record GatewayLogDeleteQuery
{
    /// <summary>
    /// Gets the filters, all of which a log must match. Default: none, which is rejected unless <see cref="AllowDeleteAll"/> is set.
    /// </summary>
    public IReadOnlyList<GatewayLogFilter> Filters { get; init => field = QueryRange.Require(value); } = [];

    /// <summary>
    /// Gets the maximum number of logs that <see cref="GatewayLogsClient.DeleteLogsAsync"/> deletes, or that
    /// <see cref="GatewayLogsClient.DeleteMatchingLogsAsync"/> deletes per request, from 1 to 10,000. Default: 10,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Limit { get; init => field = QueryRange.Require(value, 1, 10_000); } = 10_000;

    /// <summary>
    /// Gets the field that determines which logs are deleted first. Default: <see cref="GatewayLogDeleteOrderBy.CreatedAt"/>.
    /// </summary>
    public GatewayLogDeleteOrderBy OrderBy { get; init => field = QueryRange.Require(value); }

    /// <summary>Gets the direction of the order. Default: <see cref="GatewayLogOrderDirection.Ascending"/>, oldest first.</summary>
    public GatewayLogOrderDirection OrderByDirection { get; init => field = QueryRange.Require(value); }

    /// <summary>Gets whether all logs may be deleted without a filter. Default: false.</summary>
    public bool AllowDeleteAll { get; init; }

    /// <summary>Returns the name of the type.</summary>
    /// <returns><c>GatewayLogDeleteQuery</c>.</returns>
    public override string ToString() => nameof(GatewayLogDeleteQuery);

    /// <summary>Throws if the query selects all logs without an explicit opt-in, or if its properties are contradictory.</summary>
    /// <exception cref="ArgumentException">
    /// There are no filters and <see cref="AllowDeleteAll"/> is false, or there are filters and it is true.
    /// </exception>
    internal GatewayLogDeleteQuery Validated() => (Filters.Count, AllowDeleteAll) switch
    {
        (0, false) => throw new ArgumentException(
            "The query has no filters, so it selects all logs of the gateway. No request was sent. "
            + "Set Filters, or set AllowDeleteAll to delete all logs."),
        ( > 0, true) => throw new ArgumentException(
            "Filters and AllowDeleteAll are both set. No request was sent. Set only one of them."),
        _ => this,
    };
}
