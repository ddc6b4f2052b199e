using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLog
{
    private bool _isWalked;

    private bool _isWalkedBackwards;

    /// <summary>What a walk gave of this log's millisecond before it: the log before, or ids that an earlier walk had given.</summary>
    private object? _walkedBefore;

    /// <summary>Creates a log without any field; its id is empty.</summary>
    public GatewayLog() => Id = string.Empty;

    /// <summary>
    /// Gets or sets the JSON object that the log was read from, byte for byte: with nulls, unknown members and numbers as the service wrote
    /// them. Default: empty, unless <see cref="GatewayLogQuery.IncludeRawJson"/> is set.
    /// </summary>
    /// <remarks>All logs of a page share one array, which one of them keeps in memory.</remarks>
    [JsonIgnore]
    [System.Text.Json.Serialization.JsonIgnore]
    public ReadOnlyMemory<byte> RawJson { get; set; }

    /// <summary>Where a walk over all logs stands behind this one; null for a log that no walk gave, or one in another order than that of created_at.</summary>
    [JsonIgnore]
    public GatewayLogPosition? Position => !_isWalked ? null : new GatewayLogPosition(
        _isWalkedBackwards ? GatewayLogOrderDirection.Desc : GatewayLogOrderDirection.Asc, FilterValue.ToMilliseconds(CreatedAt!.Value), IdsOfMillisecond().Reverse());

    /// <summary>Keeps what <see cref="Position"/> is made of, without making one for each of a million logs.</summary>
    /// <param name="before">The log before, if it is of the same millisecond, or the ids of this millisecond that an earlier walk gave; else null.</param>
    /// <param name="direction">The direction of the walk.</param>
    internal void WalkedBehind(object? before, GatewayLogOrderDirection direction) =>
        (_isWalked, _isWalkedBackwards, _walkedBefore) = (true, direction == GatewayLogOrderDirection.Desc, before);

    private IEnumerable<string> IdsOfMillisecond()
    {
        object? next = this;
        for (; next is GatewayLog log; next = log._walkedBefore)
        {
            yield return log.Id;
        }

        foreach (var id in (next as IReadOnlyList<string> ?? []).Reverse())
        {
            yield return id;
        }
    }
}
