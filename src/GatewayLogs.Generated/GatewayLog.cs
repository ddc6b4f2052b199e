using System.Globalization;
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
    /// Gets or sets the JSON object that this log was parsed from, byte for byte, including nulls, unknown members and the original number
    /// formatting. Default: empty, unless <see cref="GatewayLogQuery.IncludeRawJson"/> is set.
    /// </summary>
    /// <remarks>All logs of a page share one array. It stays in memory as long as any of them is referenced.</remarks>
    [JsonIgnore]
    [System.Text.Json.Serialization.JsonIgnore]
    public ReadOnlyMemory<byte> RawJson { get; set; }

    /// <summary>
    /// Gets or sets the cursor after this log in an enumeration of all logs. Null for logs of a single page, and when the order is not that
    /// of created_at. The client sets it; set it yourself in a stub.
    /// </summary>
    [JsonIgnore]
    public GatewayLogCursor? Cursor
    {
        get => field ?? (_direction is { } direction
            ? new GatewayLogCursor(direction, FilterValue.ToMilliseconds(CreatedAt!.Value), GetReturnedIds().Reverse())
            : null);
        set;
    }

    /// <summary>
    /// Stores the parts of <see cref="Cursor"/>: the logs with the same timestamp that were returned before this one, and the direction. The
    /// cursor is created on demand, which saves an allocation per log in large enumerations.
    /// </summary>
    internal void MarkCursor(PrecedingIds? preceding, GatewayLogOrderDirection direction) => (_preceding, _direction) = (preceding, direction);

    /// <summary>Returns the number that was sent for an integer property that had to be rounded; null if the property is exact.</summary>
    internal decimal? GetUnrounded(string name) =>
        _additionalProperties is { } kept && kept.TryGetValue(name, out var value)
        && decimal.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private IEnumerable<string> GetReturnedIds()
    {
        yield return Id;
        for (var next = _preceding; next is not null; next = next.Before)
        {
            yield return next.Id;
        }
    }
}
