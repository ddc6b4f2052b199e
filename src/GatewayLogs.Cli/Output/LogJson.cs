using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Output;

/// <summary>A log as JSON in the names of the wire: times in UTC, numbers with every digit, unknown fields kept. The one form that all commands write.</summary>
internal static class LogJson
{
    /// <summary>Letters beyond ASCII stay what they are, as a file is no page of HTML; what a terminal obeys is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes all fields that the log has.</summary>
    public static void Write(Utf8JsonWriter writer, GatewayLog log)
    {
        writer.WriteStartObject();
        WriteMembers(writer, log);
        writer.WriteEndObject();
    }

    /// <summary>Writes all fields that the log has into an object that has begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, GatewayLog log)
    {
        foreach (var column in LogColumn.All)
        {
            if (column.Value(log) is { } value)
            {
                writer.WritePropertyName(column.JsonName);
                WriteValue(writer, value);
            }
        }

        WriteEntries(writer, log.AdditionalProperties);
    }

    /// <summary>Writes these fields, null where the log lacks one.</summary>
    public static void Write(Utf8JsonWriter writer, GatewayLog log, IReadOnlyList<LogColumn> columns)
    {
        writer.WriteStartObject();
        foreach (var column in columns)
        {
            writer.WritePropertyName(column.JsonName);
            WriteValue(writer, column.Value(log));
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes what any field, known or not, can hold.</summary>
    public static void WriteValue(Utf8JsonWriter writer, object? value)
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
            case double number:
                WriteNumber(writer, number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case DateTimeOffset instant:
                WriteInstant(writer, instant);
                break;
            case JToken token:
                WriteToken(writer, token);
                break;
            case GatewayLogMetadata { Count: 0, Text: { } text }:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<KeyValuePair<string, JToken?>> metadata:
                WriteObject(writer, metadata);
                break;
            case GatewayLogTimings timings:
                WriteObject(writer, [new("total", timings.Total), new("latency", timings.Latency)], timings.AdditionalProperties);
                break;
            case GatewayLogLocation location:
                WriteObject(writer, [new("region", location.Region), new("colo", location.Colo)], location.AdditionalProperties);
                break;
            case IDictionary<string, object> fields:
                WriteObject(writer, fields);
                break;
            default:
                // Nothing that is read from an answer is anything else.
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteToken(Utf8JsonWriter writer, JToken token)
    {
        switch (token)
        {
            case JObject entries:
                WriteObject(writer, (IEnumerable<KeyValuePair<string, JToken?>>)entries);
                break;
            case JArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteToken(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteValue(writer, ((JValue)token).Value);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            // It came as text, and JSON has no number for it.
            writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteInstant(Utf8JsonWriter writer, DateTimeOffset instant)
    {
        Span<byte> buffer = stackalloc byte[InstantText.MaxLength];
        writer.WriteStringValue(InstantText.Write(instant, buffer));
    }

    private static void WriteObject<T>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, T>> entries)
    {
        writer.WriteStartObject();
        WriteEntries(writer, entries);
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<KeyValuePair<string, object?>> members, IDictionary<string, object> others)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }

        WriteEntries(writer, others);
        writer.WriteEndObject();
    }

    private static void WriteEntries<T>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (name, value) in entries)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }
    }
}
