using System.Globalization;
using System.Text;
using GatewayLogs.Json;
using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Lets nothing of the host's JsonConvert.DefaultSettings reach the wire.</summary>
    static partial void UpdateJsonSerializerSettings(JsonSerializerSettings settings)
    {
        settings.ContractResolver = new GatewayLogUpdateConverter();
        settings.Formatting = Formatting.None;
    }

    /// <summary>
    /// Writes filters in the only form the service reads: one parameter that holds a percent-encoded JSON array. It answers 200 to every
    /// other form and ignores it.
    /// </summary>
    private static void AppendJson(StringBuilder urlBuilder, string name, IEnumerable<GatewayLogFilter> filters) =>
        urlBuilder.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(GatewayLogFilter.ToJson(filters))).Append('&');

    private static string ConvertToString(string? value, CultureInfo culture) => value ?? "";

    private static string ConvertToString(bool? value, CultureInfo culture) => value == true ? "true" : "false";

    private static string ConvertToString(IFormattable? value, CultureInfo culture) => value?.ToString(null, culture) ?? "";

    /// <summary>NSwag's own looks for the attribute of a member anew each time.</summary>
    private static string ConvertToString<TEnum>(TEnum? value, CultureInfo culture)
        where TEnum : struct, Enum => value is { } member ? WireName.Of(member) : "";
}
