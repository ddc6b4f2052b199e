using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLogDetail
{
    /// <summary>The status and headers of the answer that brought this log; null for one that did not come from the service.</summary>
    [JsonIgnore]
    public GatewayLogsResponse? HttpResponse { get; internal set; }
}
