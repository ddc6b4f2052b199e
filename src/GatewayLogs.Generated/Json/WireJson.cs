using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads responses without reflection, tolerating missing members and other types and preserving values exactly.</summary>
internal static class WireJson
{
    /// <summary>The problem of JSON that is nested too deeply.</summary>
    public const string TooDeep = "it contains a value that is nested deeper than 1,000 levels";

    /// <summary>
    /// Reads a complete response in one pass; the result is null for the JSON literal <c>null</c>. The problem has the position of an error
    /// and not the message of the parser's exception, which quotes the body.
    /// </summary>
    public static bool TryRead<T>(ReadOnlyMemory<byte> bytes, bool includeRawJson, out T? value, [NotNullWhen(false)] out string? problem)
        where T : class, new()
    {
        try
        {
            value = WireReader.Read<T>(bytes, includeRawJson);
            problem = null;
            return true;
        }
        catch (JsonTooDeepException)
        {
            value = default;
            problem = TooDeep;
            return false;
        }
        catch (System.Text.Json.JsonException exception)
        {
            value = default;
            problem = exception.LineNumber is null
                ? "the body is not the expected JSON"
                : string.Create(CultureInfo.InvariantCulture,
                    $"the body is not the expected JSON (line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1})");
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
