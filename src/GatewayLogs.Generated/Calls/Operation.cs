namespace GatewayLogs.Calls;

/// <summary>One of the operations of the document, as the pipeline sees it.</summary>
/// <param name="Name">Its id in the document.</param>
/// <param name="Repeatability">What repeating it would do.</param>
internal sealed record Operation(string Name, Repeatability Repeatability)
{
    public static Operation List { get; } = new("ListGatewayLogs", Repeatability.Reads);

    /// <summary>The same for logs that keep the bytes they were read from.</summary>
    public static Operation ListKeepingBytes { get; } = List with { KeepsBytes = true };

    public static Operation GetDetail { get; } = new("GetGatewayLogDetail", Repeatability.Reads);

    public static Operation GetRequest { get; } = new("GetGatewayLogRequest", Repeatability.Reads);

    public static Operation GetResponse { get; } = new("GetGatewayLogResponse", Repeatability.Reads);

    public static Operation Patch { get; } = new("PatchGatewayLog", Repeatability.SetsValues);

    public bool KeepsBytes { get; private init; }

    public string Method => Repeatability switch
    {
        Repeatability.Reads => "GET",
        Repeatability.SetsValues => "PATCH",
        _ => "DELETE",
    };

    public bool Deletes => Repeatability is Repeatability.DeletesNamed or Repeatability.DeletesNext;

    /// <summary>
    /// A deletion. Only one that names each log by its id, and no more of them than the limit, is sure to delete nothing more when it is
    /// executed again: beyond a limit, every execution reaches further logs, even under an upper bound of their age.
    /// </summary>
    public static Operation Delete(GatewayLogDeleteQuery query) => new(
        "DeleteGatewayLogs",
        query.Filters.Any(filter => filter is { Key: "id", Operator: GatewayLogFilterOperator.Eq } && filter.Values.Count <= query.Limit)
            ? Repeatability.DeletesNamed
            : Repeatability.DeletesNext);
}
