using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLogDetail
{
    /// <summary>
    /// Gets or sets the status and headers of the response that contained this log; null if the log does not come from the service. The
    /// client sets it; set it yourself in a stub.
    /// </summary>
    [JsonIgnore]
    public GatewayLogsResponse? HttpResponse { get; set; }
}
