namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>The measurements of one enumeration by one client.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="Wall">The duration; cold, from the start of the process.</param>
/// <param name="FirstLog">The time until the first log, or null if the client does not report it.</param>
/// <param name="PeakBytes">The peak memory of the process.</param>
/// <param name="Allocated">The allocated bytes, if the runtime counts them.</param>
/// <param name="Requests">The number of requests that the server received.</param>
/// <param name="ServerCpu">The processor time of the server.</param>
internal sealed record ClientRun(
    TimeSpan Cpu, TimeSpan Wall, TimeSpan? FirstLog, long PeakBytes, long? Allocated, long Requests, TimeSpan ServerCpu);
