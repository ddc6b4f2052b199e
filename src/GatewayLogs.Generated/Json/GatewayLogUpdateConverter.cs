using Newtonsoft.Json;

namespace GatewayLogs.Json;

/// <summary>Writes exactly the fields that are defined.</summary>
internal sealed class GatewayLogUpdateConverter : JsonConverter<GatewayLogUpdate>
{
    public override bool CanRead => false;

    public static void Write(JsonWriter writer, GatewayLogUpdate update)
    {
        writer.WriteStartObject();
        WriteNumber(writer, "feedback", update.Feedback);
        WriteNumber(writer, "score", update.Score);
        if (update.Metadata.IsDefined)
        {
            writer.WritePropertyName("metadata");
            GatewayLogMetadataConverter.WriteEntries(writer, update.Metadata.Value);
        }

        writer.WriteEndObject();
    }

    public override void WriteJson(JsonWriter writer, GatewayLogUpdate? value, JsonSerializer serializer) => Write(writer, value!);

    public override GatewayLogUpdate ReadJson(
        JsonReader reader, Type objectType, GatewayLogUpdate? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        throw new NotSupportedException();

    private static void WriteNumber(JsonWriter writer, string name, Optional<decimal?> field)
    {
        if (!field.IsDefined)
        {
            return;
        }

        writer.WritePropertyName(name);
        if (field.Value is { } number)
        {
            writer.WriteNumber(number);
        }
        else
        {
            writer.WriteNull();
        }
    }
}
