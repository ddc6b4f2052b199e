using System.Buffers;
using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Output;

/// <summary>Formats a value of a log as text, for cells of tables and CSV.</summary>
internal static class LogText
{
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
