using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLog
{
    /// <summary>The ids of this log's millisecond that a walk had given when it gave this one: so many of the list.</summary>
    private (IReadOnlyList<string> Ids, int Count, GatewayLogOrderDirection Direction)? _walked;

    /// <summary>Creates a log without any field; its id is empty.</summary>
    public GatewayLog() => Id = string.Empty;

    /// <summary>Where a walk over all logs stands behind this one; null for a log that no walk gave, or one in another order than that of created_at.</summary>
    [JsonIgnore]
    public GatewayLogPosition? Position => _walked is { } walked
        ? new GatewayLogPosition(walked.Direction, FilterValue.ToMilliseconds(CreatedAt!.Value), Enumerable.Range(0, walked.Count).Select(i => walked.Ids[i]))
        : null;

    /// <summary>Keeps what <see cref="Position"/> is made of, without making one for each of a million logs.</summary>
    internal void WalkedAmong(IReadOnlyList<string> ids, int count, GatewayLogOrderDirection direction) => _walked = (ids, count, direction);
}
