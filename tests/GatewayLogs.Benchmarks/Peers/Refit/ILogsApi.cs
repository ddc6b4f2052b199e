using GatewayLogs.Benchmarks.Raw;
using Refit;

namespace GatewayLogs.Benchmarks.Refit;

/// <summary>The API description for Refit.</summary>
public interface ILogsApi
{
    [Get("/accounts/{accountId}/ai-gateway/gateways/{gatewayId}/logs")]
    Task<LogPage> ListAsync(string accountId, string gatewayId, int page, [AliasAs("per_page")] int perPage);
}
