namespace GatewayLogs;

/// <summary>Which logs to delete.</summary>
/// <remarks>Operation DeleteGatewayLogs of the document. It prints without its filters, which may be personal data.</remarks>
public sealed record GatewayLogDeleteQuery
{
    /// <summary>The conditions that a log must all match. Default: none, which is refused unless <see cref="DeleteLogsOfEveryKind"/> is set.</summary>
    public IReadOnlyList<GatewayLogFilter> Filters { get; init => field = QueryRange.Require(value); } = [];

    /// <summary>How many logs to delete at most, from 1 to 10,000. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Limit { get; init => field = QueryRange.Require(value, 1, 10_000); } = 10_000;

    /// <summary>The field that orders the logs, and so chooses which are deleted first. Default: <see cref="GatewayLogDeleteOrderBy.CreatedAt"/>.</summary>
    public GatewayLogDeleteOrderBy OrderBy { get; init => field = QueryRange.Require(value); }

    /// <summary>The direction of the order. Default: <see cref="GatewayLogOrderDirection.Asc"/>, oldest first.</summary>
    public GatewayLogOrderDirection OrderByDirection { get; init => field = QueryRange.Require(value); }

    /// <summary>Says that logs are to be deleted without any filter. Default: false.</summary>
    public bool DeleteLogsOfEveryKind { get; init; }

    /// <summary>Names the type alone.</summary>
    /// <returns><c>GatewayLogDeleteQuery</c>.</returns>
    public override string ToString() => nameof(GatewayLogDeleteQuery);

    /// <summary>Refuses what would delete more, or other logs, than the caller can have meant.</summary>
    /// <exception cref="ArgumentException">There are no filters, or there are although none are wanted.</exception>
    internal GatewayLogDeleteQuery Validated() => (Filters.Count, DeleteLogsOfEveryKind) switch
    {
        (0, false) => throw new ArgumentException(
            $"Without filters the service deletes up to {Limit} logs of any kind. Set Filters, or DeleteLogsOfEveryKind if you mean it. Nothing was sent."),
        ( > 0, true) => throw new ArgumentException("DeleteLogsOfEveryKind contradicts Filters. Set one of them. Nothing was sent."),
        _ => this,
    };
}
