using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// Writes a log as JSON with the names of the API. Times are in UTC, numbers keep all digits, and unknown fields are kept.
/// </summary>
internal static class LogJson
{
    /// <summary>
    /// Gets options that leave non-ASCII letters unescaped, because the output is not embedded in HTML. Control characters are escaped.
    /// </summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = int.MaxValue,
    };

    /// <summary>Gets options for rows of any depth that the client reads.</summary>
    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = int.MaxValue };

    /// <summary>Writes all fields of a log.</summary>
    public static void Write(Utf8JsonWriter writer, GatewayLog log)
    {
        writer.WriteStartObject();
        WriteMembers(writer, log);
        writer.WriteEndObject();
    }

    /// <summary>Writes all fields of a log into the current object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, GatewayLog log)
    {
        foreach (var column in LogColumn.All)
        {
            // What does not fit a property is written with the unknown fields, under the same name.
            if (column.Value(log) is { } value && !log.AdditionalProperties.ContainsKey(column.Name))
            {
                writer.WritePropertyName(column.JsonName);
                WriteValue(writer, value);
            }
        }

        WriteEntries(writer, log.AdditionalProperties);
    }

    /// <summary>Writes the given columns; null where the log has no value.</summary>
    public static void Write(Utf8JsonWriter writer, GatewayLog log, IReadOnlyList<LogColumn> columns)
    {
        writer.WriteStartObject();
        WriteMembers(writer, log, columns);
        writer.WriteEndObject();
    }

    /// <summary>Writes the given columns into the current object; null where the log has no value.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, GatewayLog log, IReadOnlyList<LogColumn> columns)
    {
        foreach (var column in columns)
        {
            writer.WritePropertyName(column.JsonName);
            WriteValue(writer, column.GetSent(log));
        }
    }

    /// <summary>Writes the value of any field, known or unknown.</summary>
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
                // Values that are read from a response have no other type.
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
            // The service sent text. JSON has no such number.
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
            if (value is not null && !others.ContainsKey(name))
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
