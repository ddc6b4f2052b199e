using System.Globalization;
using System.Text;
using GatewayLogs.Json;
using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>
    /// Sets the contract resolver and formatting explicitly, so that JsonConvert.DefaultSettings of the host application cannot change
    /// requests.
    /// </summary>
    static partial void UpdateJsonSerializerSettings(JsonSerializerSettings settings)
    {
        settings.ContractResolver = new GatewayLogUpdateConverter();
        settings.Formatting = Formatting.None;
    }

    /// <summary>
    /// Appends filters in the only form that the service parses: one parameter with a percent-encoded JSON array. The service responds to
    /// every other form with status 200 and ignores it.
    /// </summary>
    private static void AppendJson(StringBuilder urlBuilder, string name, IEnumerable<GatewayLogFilter> filters) =>
        urlBuilder.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(GatewayLogFilter.ToJson(filters))).Append('&');

    private static string ConvertToString(string? value, CultureInfo culture) => value ?? "";

    private static string ConvertToString(bool? value, CultureInfo culture) => value == true ? "true" : "false";

    private static string ConvertToString(IFormattable? value, CultureInfo culture) => value?.ToString(null, culture) ?? "";

    /// <summary>Replaces NSwag's conversion, which reads the attribute of the enum member by reflection on each call.</summary>
    private static string ConvertToString<TEnum>(TEnum? value, CultureInfo culture)
        where TEnum : struct, Enum => value is { } member ? WireName.GetName(member) : "";
}
