using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>
/// Writes models in the format of the API without reflection: with its property names, including unknown members, and without members that
/// are null.
/// </summary>
internal static class WireWriter
{
    public static void Write(Utf8JsonWriter writer, IWireModel model)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in model.Members)
        {
            // If a value could not be converted to the declared type, it is kept as an unknown member with the same name.
            if (value is not null && !model.AdditionalProperties.ContainsKey(name))
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }
        }

        WriteEntries(writer, model.AdditionalProperties);
        writer.WriteEndObject();
    }

    /// <summary>Writes a value that a property, an unknown member or a token can have.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
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
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case int or long or uint or ulong or short or ushort or byte or sbyte:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                writer.WriteStringValue(instant);
                break;
            case DateTimeOffset { Offset.Ticks: 0 } instant:
                writer.WriteStringValue(instant.UtcDateTime);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant);
                break;
            case IWireModel model:
                Write(writer, model);
                break;
            case GatewayLogMetadata { Raw: { } raw }:
                Write(writer, raw);
                break;
            case JValue token:
                Write(writer, token.Value);
                break;
            case IEnumerable<KeyValuePair<string, JToken?>> entries:
                writer.WriteStartObject();
                WriteEntries(writer, entries);
                writer.WriteEndObject();
                break;
            case IEnumerable<object?> items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case IFormattable or Uri:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException(
                    $"A value of type {value.GetType().Name} cannot be written as JSON. "
                    + "Use text, a number, a boolean, an instant or a JToken.");
        }
    }

    private static void WriteEntries<T>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (name, value) in entries)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
    }
}
