using System.Text.Encodings.Web;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using JsonEncodedWriter = System.Text.Json.Utf8JsonWriter;

namespace GatewayLogs.Cli.Output;

/// <summary>A log as JSON in the names of the wire: times in UTC, numbers with every digit, unknown fields kept.</summary>
internal static class LogJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all fields that the log has.</summary>
    public static void Write(JsonEncodedWriter writer, GatewayLog log)
    {
        writer.WriteStartObject();
        foreach (var column in LogColumn.All)
        {
            if (column.Value(log) is { } value)
            {
                writer.WritePropertyName(column.Name);
                WriteValue(writer, value);
            }
        }

        WriteEntries(writer, log.AdditionalProperties);
        writer.WriteEndObject();
    }

    /// <summary>Writes these fields, null where the log lacks one.</summary>
    public static void Write(JsonEncodedWriter writer, GatewayLog log, IReadOnlyList<LogColumn> columns)
    {
        writer.WriteStartObject();
        foreach (var column in columns)
        {
            writer.WritePropertyName(column.Name);
            WriteValue(writer, column.Value(log));
        }

        writer.WriteEndObject();
    }

    public static void WriteValue(JsonEncodedWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(LogText.Utc(instant));
                break;
            case JToken token:
                writer.WriteRawValue(token.ToString(Formatting.None), skipInputValidation: false);
                break;
            case GatewayLogMetadata { Count: 0, Text: { } text }:
                writer.WriteStringValue(text);
                break;
            case GatewayLogMetadata metadata:
                writer.WriteStartObject();
                WriteEntries(writer, metadata.Select(entry => KeyValuePair.Create(entry.Key, (object?)entry.Value)));
                writer.WriteEndObject();
                break;
            case GatewayLogTimings timings:
                WriteObject(writer, [new("latency", timings.Latency), new("total", timings.Total)], timings.AdditionalProperties);
                break;
            case GatewayLogLocation location:
                WriteObject(writer, [new("region", location.Region), new("colo", location.Colo)], location.AdditionalProperties);
                break;
            default:
                // What a field that the document does not know holds: a number or an instant in the reader's own type.
                writer.WriteRawValue(new JValue(value).ToString(Formatting.None), skipInputValidation: false);
                break;
        }
    }

    private static void WriteObject(JsonEncodedWriter writer, IEnumerable<KeyValuePair<string, object?>> members, IEnumerable<KeyValuePair<string, object>> others)
    {
        writer.WriteStartObject();
        WriteEntries(writer, members.Where(member => member.Value is not null));
        WriteEntries(writer, others);
        writer.WriteEndObject();
    }

    private static void WriteEntries<T>(JsonEncodedWriter writer, IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (name, value) in entries)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }
    }
}
