using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads values of any JSON type as Newtonsoft.Json represents them.</summary>
internal static class WireTokens
{
    public static JToken Read(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref json),
        JsonTokenType.StartArray => ReadArray(ref json),
        JsonTokenType.Null => JValue.CreateNull(),
        _ => new JValue(ReadValue(ref json)),
    };

    /// <summary>Returns the value as a .NET object; objects and lists are returned as tokens.</summary>
    public static object? ReadValue(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => WireScalars.GetText(in json),

        // A number that exceeds a decimal is kept as text, so that the rest of the response can be read.
        JsonTokenType.Number => WireScalars.GetNumber(in json) ?? Encoding.ASCII.GetString(json.ValueSpan),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => Read(ref json),
    };

    private static JObject ReadObject(ref Utf8JsonReader json)
    {
        var value = new JObject();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = WireScalars.GetText(in json);
            json.Read();

            // For duplicate names, the last value is used.
            value[name] = Read(ref json);
        }

        return value;
    }

    private static JArray ReadArray(ref Utf8JsonReader json)
    {
        var value = new JArray();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            value.Add(Read(ref json));
        }

        return value;
    }
}
