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

    /// <summary>Reads a complete response in one pass.</summary>
    /// <param name="bytes">The response body.</param>
    /// <param name="includeRawJson">Whether the logs of a list reference their part of the response body.</param>
    /// <param name="value">The result; null if the body is the JSON literal <c>null</c>.</param>
    /// <param name="problem">
    /// The problem, with its position if the body is not JSON. The parser's exception is not included, because its message quotes the body.
    /// </param>
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
                : string.Create(CultureInfo.InvariantCulture, $"the body is not the expected JSON (line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1})");
            return false;
        }
    }

    /// <summary>Reads a part of a response that can be any JSON; returns null if it is not an object.</summary>
    public static T? TryRead<T>(JToken? token)
        where T : class, new() =>
        token is JObject && TryRead<T>(Encoding.UTF8.GetBytes(token.ToString(Formatting.None)), includeRawJson: false, out var value, out _) ? value : null;
}
