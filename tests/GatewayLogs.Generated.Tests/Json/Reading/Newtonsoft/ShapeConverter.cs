using Newtonsoft.Json;

namespace GatewayLogs.Tests;

/// <summary>Reads objects and lists; a value of another type counts as missing.</summary>
internal sealed class ShapeConverter : JsonConverter
{
    public static readonly ShapeConverter Instance = new();

    public override bool CanWrite => false;

    public static bool Reads(Type type) => IsList(type) || IsModel(type);

    public override bool CanConvert(Type objectType) => Reads(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == (IsList(objectType) ? JsonToken.StartArray : JsonToken.StartObject))
        {
            return serializer.Deserialize(reader, objectType);
        }

        reader.Skip();
        return existingValue;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    /// <summary>Returns whether a type is a generated model; handwritten models handle every type themselves.</summary>
    public static bool IsModel(Type type) =>
        type.IsClass && type.Namespace == typeof(GatewayLog).Namespace && type != typeof(GatewayLogMetadata) && type != typeof(GatewayLogUpdate);
}
