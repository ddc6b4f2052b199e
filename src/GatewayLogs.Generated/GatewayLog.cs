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
    /// Gets or sets the position after this log in an enumeration of all logs; null for a log of a single page, or of an order other than that of
    /// created_at. The client sets it; set it yourself in a stub.
    /// </summary>
    [JsonIgnore]
    public GatewayLogPosition? Position
    {
        get => field ?? (!_isWalked ? null : new GatewayLogPosition(
            _isWalkedBackwards ? GatewayLogOrderDirection.Desc : GatewayLogOrderDirection.Asc, FilterValue.ToMilliseconds(CreatedAt!.Value), IdsOfMillisecond().Reverse()));
        set;
    }

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
