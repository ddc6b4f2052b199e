namespace GatewayLogs.Calls;

/// <summary>One of the operations of the document, as the pipeline sees it.</summary>
/// <param name="Name">Its id in the document.</param>
/// <param name="Repeatability">What repeating it would do.</param>
internal sealed record Operation(string Name, Repeatability Repeatability)
{
    /// <summary>Whether the logs of a list keep the bytes they were read from.</summary>
    public bool KeepsBytes { get; init; }

    public string Method => Repeatability switch
    {
        Repeatability.Reads => "GET",
        Repeatability.SetsValues => "PATCH",
        _ => "DELETE",
    };

    public bool Deletes => Repeatability is Repeatability.DeletesNamed or Repeatability.DeletesNext;

    /// <summary>
    /// A deletion. Only one that names each log by its id, and no more of them than the limit, is sure to delete nothing more when it is
    /// executed again: beyond a limit, every execution reaches further logs, even under an upper bound of their age. And that holds only if the
    /// service applies such a filter to deletions.
    /// </summary>
    public static Operation Delete(GatewayLogDeleteQuery query, bool isProven) => new(
        "DeleteGatewayLogs",
        isProven && query.Filters.Any(filter => filter is { Key: "id", Operator: GatewayLogFilterOperator.Eq } && filter.Values.Count <= query.Limit)
            ? Repeatability.DeletesNamed
            : Repeatability.DeletesNext);
}
