namespace GatewayLogs.Paging;

/// <summary>
/// A linked list of the ids that were returned for one timestamp, newest first. A cursor is created from it without keeping the logs in
/// memory.
/// </summary>
internal sealed record PrecedingIds(string Id, PrecedingIds? Before)
{
    public static PrecedingIds? FromOldest(IEnumerable<string> ids) => ids.Aggregate((PrecedingIds?)null, (before, id) => new PrecedingIds(id, before));
}
