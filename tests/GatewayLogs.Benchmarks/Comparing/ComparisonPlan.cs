using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>The parameters of a comparison.</summary>
/// <param name="Logs">The number of logs.</param>
/// <param name="Fields">The fields of the logs.</param>
/// <param name="Latency">The delay of each response in milliseconds.</param>
/// <param name="PerPage">The number of logs per request.</param>
/// <param name="Compresses">Whether the server compresses responses with gzip.</param>
/// <param name="Rounds">The number of measurements of each client.</param>
/// <param name="MaxConcurrency">The number of concurrent requests, for clients that support it.</param>
/// <param name="IsWarm">Whether only the last of several enumerations of a process is measured.</param>
/// <param name="Clients">The clients to compare.</param>
internal sealed record ComparisonPlan(
    int Logs, RowFields Fields, int Latency, int PerPage, bool Compresses, int Rounds, int MaxConcurrency, bool IsWarm, IReadOnlyList<Client> Clients);
