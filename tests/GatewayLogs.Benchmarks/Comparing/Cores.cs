using System.Diagnostics;
using System.Globalization;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>
/// Assigns processes to cores: the server gets the last one. Clients share the others if there are at least two, because a .NET process on
/// a single core is not representative.
/// </summary>
internal static class Cores
{
    private static readonly int s_last = Environment.ProcessorCount - 1;

    /// <summary>Gets a description of the assignment.</summary>
    public static string Description { get; } = s_last >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"the server on core {s_last}, clients on cores 0 to {s_last - 1}")
        : string.Create(CultureInfo.InvariantCulture, $"the server on core {s_last}, clients on any");

    public static ProcessStartInfo PinServer(ProcessStartInfo start) => Pin(start, string.Create(CultureInfo.InvariantCulture, $"{s_last}"));

    /// <summary>Keeps clients off the server's core if at least two other cores remain.</summary>
    public static ProcessStartInfo PinClient(ProcessStartInfo start) =>
        s_last >= 2 ? Pin(start, string.Create(CultureInfo.InvariantCulture, $"0-{s_last - 1}")) : start;

    // Affinity is set with taskset before the process has threads, because the kernel sets it for a single thread.
    private static ProcessStartInfo Pin(ProcessStartInfo start, string cores)
    {
        var pinned = new ProcessStartInfo("taskset", ["-c", cores, start.FileName, .. start.ArgumentList]);
        foreach (var (name, value) in start.Environment)
        {
            pinned.Environment[name] = value;
        }

        return pinned;
    }
}
