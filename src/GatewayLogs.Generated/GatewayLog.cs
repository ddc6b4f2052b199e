using GatewayLogs.Paging;
using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLog
{
    private GatewayLogOrderDirection? _direction;

    private PrecedingIds? _preceding;

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

    /// <summary>
    /// Gets or sets the position after this log in an enumeration of all logs; null for a log of a single page, or of an order other than that of
    /// created_at. The client sets it; set it yourself in a stub.
    /// </summary>
    [JsonIgnore]
    public GatewayLogCursor? Cursor
    {
        get => field ?? (_direction is { } direction
            ? new GatewayLogCursor(direction, FilterValue.ToMilliseconds(CreatedAt!.Value), GetReturnedIds().Reverse())
            : null);
        set;
    }

    /// <summary>Keeps what <see cref="Cursor"/> is made of, without making one for each of a million logs.</summary>
    /// <param name="preceding">The ids of this log's millisecond that were returned before it; null for none.</param>
    /// <param name="direction">The direction of the enumeration.</param>
    internal void MarkCursor(PrecedingIds? preceding, GatewayLogOrderDirection direction) => (_preceding, _direction) = (preceding, direction);

    private IEnumerable<string> GetReturnedIds()
    {
        yield return Id;
        for (var next = _preceding; next is not null; next = next.Before)
        {
            yield return next.Id;
        }
    }
}
