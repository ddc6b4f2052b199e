using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads responses without reflection, tolerating missing members and other types and preserving values exactly.</summary>
internal static class WireJson
{
    /// <summary>
    /// Reads a complete response in one pass; the result is null for the JSON literal <c>null</c>. The position is that of an error, in
    /// parentheses: the message of the parser's exception quotes the body.
    /// </summary>
    public static bool TryRead<T>(ReadOnlyMemory<byte> bytes, bool includeRawJson, out T? value, [NotNullWhen(false)] out string? position)
        where T : class, new()
    {
        try
        {
            value = WireReader.Read<T>(bytes, includeRawJson);
            position = null;
            return true;
        }
        catch (System.Text.Json.JsonException exception)
        {
            value = default;
            position = exception.LineNumber is null
                ? string.Empty
                : string.Create(CultureInfo.InvariantCulture, $" (line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1})");
            return false;
        }
    }

    /// <summary>Reads a part of a response that can be any JSON; returns null if it is not an object.</summary>
    public static T? TryRead<T>(JToken? token)
        where T : class, new() =>
        token is JObject && TryRead<T>(Encoding.UTF8.GetBytes(token.ToString(Formatting.None)), includeRawJson: false, out var value, out _) ? value : null;

    /// <summary>Returns a number that is written as <c>1</c> if it is 1; Newtonsoft.Json would write <c>1.0</c>.</summary>
    public static JToken ToToken(decimal number) => new JRaw(number.ToString("G29", CultureInfo.InvariantCulture));
}
