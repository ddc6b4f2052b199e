using System.Text;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>
    /// Writes filters in the only form the service reads: one parameter that holds a percent-encoded JSON array. It answers 200 to every
    /// other form and ignores it.
    /// </summary>
    private static void AppendJson(StringBuilder urlBuilder, string name, IEnumerable<GatewayLogFilter> filters) =>
        urlBuilder.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(GatewayLogFilter.ToJson(filters))).Append('&');
}
