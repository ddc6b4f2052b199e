namespace GatewayLogs.Paging;

/// <summary>The ids that an enumeration has returned of one millisecond, newest first: all that a position needs, without the logs.</summary>
internal sealed record PrecedingIds(string Id, PrecedingIds? Before)
{
    /// <summary>Links ids that are given oldest first.</summary>
    public static PrecedingIds? Of(IEnumerable<string> ids) => ids.Aggregate((PrecedingIds?)null, (before, id) => new PrecedingIds(id, before));
}
