using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads metadata in any form, and writes it back in the form it arrived in.</summary>
internal sealed class GatewayLogMetadataConverter : JsonConverter<GatewayLogMetadata>
{
    public override GatewayLogMetadata? ReadJson(
        JsonReader reader, Type objectType, GatewayLogMetadata? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null ? null : new GatewayLogMetadata(ReadAsItIs(reader));

    public override void WriteJson(JsonWriter writer, GatewayLogMetadata? value, JsonSerializer serializer)
    {
        if (value?.Raw is { } raw)
        {
            raw.WriteTo(writer);
        }
        else
        {
            WriteEntries(writer, value);
        }
    }

    /// <summary>Writes an object, which is the only form that may be sent.</summary>
    public static void WriteEntries(JsonWriter writer, GatewayLogMetadata? metadata)
    {
        if (metadata is null)
        {
            writer.WriteNull();
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, entry) in metadata)
        {
            writer.WritePropertyName(name);
            (entry ?? JValue.CreateNull()).WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a value with no text taken for a time, and no digit of a number lost.</summary>
    public static JToken ReadAsItIs(JsonReader reader)
    {
        var (dates, floats) = (reader.DateParseHandling, reader.FloatParseHandling);
        try
        {
            (reader.DateParseHandling, reader.FloatParseHandling) = (DateParseHandling.None, FloatParseHandling.Decimal);
            return JToken.Load(reader);
        }
        finally
        {
            (reader.DateParseHandling, reader.FloatParseHandling) = (dates, floats);
        }
    }
}
