using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>What is compared, and how.</summary>
/// <param name="Logs">How many logs the server has.</param>
/// <param name="Fields">Which fields they have.</param>
/// <param name="Latency">How many milliseconds it waits before each answer.</param>
/// <param name="PerPage">How many logs are asked for at once.</param>
/// <param name="Compresses">Whether it answers in gzip.</param>
/// <param name="Rounds">How often each client is measured.</param>
/// <param name="MaxConcurrency">How many requests may be on their way at once, for who can do that.</param>
/// <param name="IsWarm">Whether only the last of several walks of a process counts.</param>
/// <param name="Clients">Who takes part.</param>
internal sealed record ComparisonPlan(
    int Logs, RowFields Fields, int Latency, int PerPage, bool Compresses, int Rounds, int MaxConcurrency, bool IsWarm, IReadOnlyList<Client> Clients);
