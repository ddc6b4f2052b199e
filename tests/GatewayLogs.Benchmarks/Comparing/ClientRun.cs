namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>One walk of one client.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="Wall">How long it took; cold, from the start of the process.</param>
/// <param name="FirstLog">How long until the first row was a model; null when there is no telling.</param>
/// <param name="PeakBytes">The most memory of the process.</param>
/// <param name="Allocated">What it allocated, if its runtime counts that.</param>
/// <param name="Requests">How many requests the server had of it.</param>
/// <param name="ServerCpu">What the server worked for it.</param>
internal sealed record ClientRun(
    TimeSpan Cpu, TimeSpan Wall, TimeSpan? FirstLog, long PeakBytes, long? Allocated, long Requests, TimeSpan ServerCpu);
