using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads a value of any form as Newtonsoft.Json would have it.</summary>
internal static class WireTokens
{
    /// <summary>The value as a token.</summary>
    public static JToken Read(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref json),
        JsonTokenType.StartArray => ReadArray(ref json),
        JsonTokenType.Null => JValue.CreateNull(),
        _ => new JValue(ReadValue(ref json)),
    };

    /// <summary>The value as an object of .NET; an object or a list is a token.</summary>
    public static object? ReadValue(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => WireScalars.GetText(in json),

        // A number beyond a decimal keeps its digits, and is no reason to refuse all that is beside it.
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

            // Of a name that comes twice, the last value counts.
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
