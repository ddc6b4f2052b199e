using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using GatewayLogs.Json;

namespace GatewayLogs;

/// <summary>
/// Reads and writes a model with System.Text.Json in the format of the API: with its property names, unknown members, and tolerance for
/// missing members and other types. The models reference the converter in an attribute, so it need not be registered. It does not use
/// reflection.
/// </summary>
/// <typeparam name="T">A model of this library, such as <see cref="GatewayLog"/>.</typeparam>
public sealed class GatewayLogsJsonConverter<T> : JsonConverter<T>
    where T : class, new()
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return WireReader.Read<T>(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WireWriter.Write(writer, (object)value);
    }
}

/// <summary>Reads metadata of any JSON type with System.Text.Json, and writes it in its original form.</summary>
public sealed class GatewayLogMetadataJsonConverter : JsonConverter<GatewayLogMetadata>
{
    /// <inheritdoc/>
    public override GatewayLogMetadata? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(WireTokens.Read(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GatewayLogMetadata value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WireWriter.Write(writer, value);
    }
}

/// <summary>Reads and writes a cursor with System.Text.Json as a string.</summary>
public sealed class GatewayLogCursorJsonConverter : JsonConverter<GatewayLogCursor>
{
    /// <inheritdoc/>
    public override GatewayLogCursor? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GatewayLogCursor.TryParse(reader.GetString(), out var cursor) ? cursor : throw new JsonException("The text is not a valid cursor.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GatewayLogCursor value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
