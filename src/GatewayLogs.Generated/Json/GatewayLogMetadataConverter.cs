using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads metadata of any JSON type, and writes it in its original form.</summary>
internal sealed class GatewayLogMetadataConverter : JsonConverter<GatewayLogMetadata>
{
    public override GatewayLogMetadata? ReadJson(
        JsonReader reader, Type objectType, GatewayLogMetadata? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null ? null : new GatewayLogMetadata(ReadUnchanged(reader));

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

    /// <summary>Writes metadata as an object, the only form that requests may contain.</summary>
    public static void WriteEntries(JsonWriter writer, GatewayLogMetadata? metadata)
    {
        JToken token = metadata is null ? JValue.CreateNull() : new JObject(metadata.Select(entry => new JProperty(entry.Key, entry.Value)));
        token.WriteTo(writer);
    }

    /// <summary>Reads a value without converting text to dates and without losing digits of numbers.</summary>
    public static JToken ReadUnchanged(JsonReader reader)
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
