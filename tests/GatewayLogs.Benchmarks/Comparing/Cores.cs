using System.Diagnostics;
using System.Globalization;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Who runs on which core: the server has the last one. A .NET client that has but one core behaves as on no real machine.</summary>
internal static class Cores
{
    private static readonly int s_last = Environment.ProcessorCount - 1;

    /// <summary>Where the clients run, in words.</summary>
    public static string Description { get; } = s_last >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"the server on core {s_last}, clients on cores 0 to {s_last - 1}")
        : string.Create(CultureInfo.InvariantCulture, $"the server on core {s_last}, clients on any");

    public static ProcessStartInfo PinServer(ProcessStartInfo start) => Pin(start, string.Create(CultureInfo.InvariantCulture, $"{s_last}"));

    /// <summary>Keeps clients away from the server's core where they keep two at least.</summary>
    public static ProcessStartInfo PinClient(ProcessStartInfo start) =>
        s_last >= 2 ? Pin(start, string.Create(CultureInfo.InvariantCulture, $"0-{s_last - 1}")) : start;

    // The kernel takes the cores of one thread alone, so they are set before there are more.
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
