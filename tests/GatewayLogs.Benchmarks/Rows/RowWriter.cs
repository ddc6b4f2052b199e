using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Benchmarks.Rows;

/// <summary>Writes a log as a row of a list; with all fields, the bytes are those of the emulator.</summary>
internal sealed class RowWriter(RowFields fields)
{
    /// <summary>The fields that openapi/README.md lists as observed.</summary>
    private static readonly string[] s_observed =
    [
        "updated_at", "event_id", "timings", "location", "feedback", "score", "request", "response", "prompts", "guardrails", "byok",
        "authentication", "wholesale",
        "user_agent", "usage_metadata", "dlp_action", "dlp_profiles",
    ];

    private static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LogColumn[] _columns =
        [.. LogColumn.OnTheWire.Where(column => fields == RowFields.Observed || !s_observed.Contains(column.Name))];

    public void Write(IBufferWriter<byte> output, EmulatedLog log)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        json.WriteStartObject();
        foreach (var column in _columns)
        {
            json.WritePropertyName(column.Name);
            WriteValue(json, column, column.Stored?.Invoke(log) ?? (column.Constant == "''" ? "" : null));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, LogColumn column, object? value)
    {
        switch ((column.Form, value))
        {
            case (_, null): json.WriteNullValue(); break;
            case (WireForm.Boolean, bool flag): json.WriteBooleanValue(flag); break;
            case (WireForm.Number, double number): json.WriteNumberValue(number); break;
            case (WireForm.Json, string text): json.WriteRawValue(text, skipInputValidation: true); break;
            case (WireForm.Instant, long time): json.WriteStringValue(Time(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")); break;
            case (WireForm.ZonelessInstant, long time): json.WriteStringValue(Time(time, "yyyy-MM-dd HH:mm:ss")); break;
            case (WireForm.Integer, long or int): json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue((string)value); break;
        }
    }

    private static string Time(long milliseconds, string format) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(format, CultureInfo.InvariantCulture);
}
