using Newtonsoft.Json;

namespace GatewayLogs.Json;

/// <summary>Writes exactly the fields that are defined.</summary>
internal sealed class GatewayLogUpdateConverter : JsonConverter<GatewayLogUpdate>
{
    public override bool CanRead => false;

    public override void WriteJson(JsonWriter writer, GatewayLogUpdate? value, JsonSerializer serializer)
    {
        writer.WriteStartObject();
        WriteNumber(writer, "feedback", value!.Feedback);
        WriteNumber(writer, "score", value.Score);
        if (value.Metadata.IsDefined)
        {
            writer.WritePropertyName("metadata");
            serializer.Serialize(writer, value.Metadata.Value);
        }

        writer.WriteEndObject();
    }

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
