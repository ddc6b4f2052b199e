using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Output;

/// <summary>Formats a value of a log as text, for cells of tables and CSV.</summary>
internal static partial class LogText
{
    /// <summary>Gets the escape sequences of JSON for a character outside the basic multilingual plane, such as an emoji.</summary>
    [GeneratedRegex(
        @"(?<=(?<!\\)(?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EscapedCharacter { get; }

    /// <summary>Returns the text: times in UTC, objects as JSON, and an empty string for null.</summary>
    public static string Format(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => InstantText.Write(instant),
        JValue { Type: JTokenType.String } text => (string)text!,
        long or decimal or double => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Json(value),
    };

    /// <summary>
    /// Returns the text as people read it: metadata as <c>team=search tenant=umbrella</c>, and JSON without escaped characters.
    /// </summary>
    public static string Show(object? value) => value switch
    {
        GatewayLogMetadata { Count: 0, Text: { } text } => text,
        GatewayLogMetadata metadata => string.Join(' ', metadata.Select(entry => $"{entry.Key}={Quote(Show(entry.Value))}")),
        null or string or JValue => Format(value),
        _ => EscapedCharacter.Replace(Format(value), match => $"{Unescape(match.Groups[1])}{Unescape(match.Groups[2])}"),
    };

    private static char Unescape(Group digits) => (char)ushort.Parse(digits.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Quotes a value that could be mistaken for several entries.</summary>
    private static string Quote(string value) => value.Length == 0 || value.Contains(' ', StringComparison.Ordinal) ? $"\"{value}\"" : value;

    private static string Json(object value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer, LogJson.Options))
        {
            LogJson.WriteValue(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
