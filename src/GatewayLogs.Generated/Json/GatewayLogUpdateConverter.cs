using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace GatewayLogs.Json;

/// <summary>
/// Writes only the defined properties of an update. It is also the contract resolver of the generated client: updates are the only request
/// bodies, so no type needs reflection.
/// </summary>
internal sealed class GatewayLogUpdateConverter : JsonConverter<GatewayLogUpdate>, IContractResolver
{
    public override bool CanRead => false;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The contract inspects no members of the type.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The contract creates no instances of the type.")]
    public JsonContract ResolveContract(Type type) => new JsonLinqContract(type) { Converter = this };

    public override void WriteJson(JsonWriter writer, GatewayLogUpdate? value, JsonSerializer serializer)
    {
        var update = value!;
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

    public override GatewayLogUpdate ReadJson(
        JsonReader reader, Type objectType, GatewayLogUpdate? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        throw new NotSupportedException($"{nameof(GatewayLogUpdate)} is only sent, never read. Parse the JSON as another type.");

    private static void WriteNumber(JsonWriter writer, string name, Optional<decimal?> field)
    {
        if (field.IsDefined)
        {
            writer.WritePropertyName(name);
            (field.Value is { } number ? WireJson.ToToken(number) : JValue.CreateNull()).WriteTo(writer);
        }
    }
}
