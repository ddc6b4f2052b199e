using System.Globalization;
using Newtonsoft.Json;

namespace GatewayLogs.Json;

internal static class JsonWriterExtensions
{
    /// <summary>Writes 1 as <c>1</c>; Newtonsoft would write <c>1.0</c>.</summary>
    public static void WriteNumber(this JsonWriter writer, decimal number) =>
        writer.WriteRawValue(number.ToString("G29", CultureInfo.InvariantCulture));
}
