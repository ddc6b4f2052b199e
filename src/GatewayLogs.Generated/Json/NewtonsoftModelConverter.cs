using System.Buffers;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json;

namespace GatewayLogs.Json;

/// <summary>
/// Reads and writes a model with Newtonsoft.Json in the format of the API. The defaults of Newtonsoft.Json would convert text that looks
/// like a date to a date, and round numbers to double.
/// </summary>
internal sealed class NewtonsoftModelConverter<T> : JsonConverter<T>
    where T : class, new()
{
    public override T? ReadJson(JsonReader reader, Type objectType, T? existingValue, bool hasExistingValue, Newtonsoft.Json.JsonSerializer serializer) =>
        WireJson.TryRead<T>(
            Encoding.UTF8.GetBytes(GatewayLogMetadataConverter.ReadUnchanged(reader).ToString(Formatting.None)),
            includeRawJson: false, out var value, out _)
            ? value
            : throw new JsonSerializationException($"The JSON is not an object, so it cannot be read as {typeof(T).Name}.");

    public override void WriteJson(JsonWriter writer, T? value, Newtonsoft.Json.JsonSerializer serializer)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8))
        {
            WireWriter.Write(json, value);
        }

        var read = new Utf8JsonReader(utf8.WrittenSpan, WireReader.Options);
        read.Read();
        WireTokens.Read(ref read).WriteTo(writer);
    }
}

/// <summary>Reads and writes a cursor with Newtonsoft.Json as a string.</summary>
internal sealed class NewtonsoftCursorConverter : JsonConverter<GatewayLogCursor>
{
    public override GatewayLogCursor? ReadJson(
        JsonReader reader, Type objectType, GatewayLogCursor? existingValue, bool hasExistingValue, Newtonsoft.Json.JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null ? null
        : GatewayLogCursor.TryParse(reader.Value as string, out var cursor) ? cursor
        : throw new JsonSerializationException("The text is not a valid cursor.");

    public override void WriteJson(JsonWriter writer, GatewayLogCursor? value, Newtonsoft.Json.JsonSerializer serializer) =>
        writer.WriteValue(value?.ToString());
}
