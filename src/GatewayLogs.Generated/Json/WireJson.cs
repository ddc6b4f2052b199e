using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>How answers are read, tolerantly and with nothing of a value lost, and how requests are written; without reflection.</summary>
internal static class WireJson
{
    /// <summary>Reads a whole answer in one pass.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="includeRawJson">Whether the logs of a list keep their part of it.</param>
    /// <param name="value">What was read; null for the answer <c>null</c>.</param>
    /// <param name="position">Where reading failed, in parentheses. The parser's exception is not passed on: its message quotes the body.</param>
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

    /// <summary>Reads a part of an answer that may be anything; null when it is no such model.</summary>
    public static T? TryRead<T>(JToken? token)
        where T : class, new() =>
        token is JObject && TryRead<T>(Encoding.UTF8.GetBytes(token.ToString(Formatting.None)), includeRawJson: false, out var value, out _) ? value : null;
}
