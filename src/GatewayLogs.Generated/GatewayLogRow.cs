using GatewayLogs.Json;

namespace GatewayLogs;

/// <summary>A log of a list that keeps the bytes it was read from, for who writes them on as they are. Until it is asked for the rest, it has no more fields than a walk needs.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(GatewayLogsJsonConverter<GatewayLogRow>))]
internal sealed class GatewayLogRow : GatewayLog
{
    private bool _isWhole;

    /// <summary>The JSON object as it arrived.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Where in them an instant stands that has no zone and is UTC; null where all have one.</summary>
    public Range? InstantWithoutZone { get; set; }

    internal override IEnumerable<KeyValuePair<string, object?>> Members
    {
        get
        {
            ReadRest();
            return base.Members;
        }
    }

    /// <summary>Reads the fields that were passed over.</summary>
    public void ReadRest()
    {
        if (!_isWhole)
        {
            _isWhole = true;
            WireReader.ReadInto(this, Bytes);
        }
    }

    internal override void ReadMembers(ref WireReader reader)
    {
        if (_isWhole)
        {
            base.ReadMembers(ref reader);
            return;
        }

        if (reader.Is("id"u8))
        {
            Id = reader.Read(Id)!;
        }

        if (reader.Is("created_at"u8))
        {
            CreatedAt = reader.Read(CreatedAt);
        }

        if (reader.Is("updated_at"u8))
        {
            UpdatedAt = reader.Read(UpdatedAt);
        }

        reader.PassOverAllBut("id"u8, "created_at"u8, "updated_at"u8);
    }
}
