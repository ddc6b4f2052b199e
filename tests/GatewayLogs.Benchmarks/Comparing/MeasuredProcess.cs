using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>What a process said, and what it cost, seen from outside.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Cpu">User and system time, from its first instruction to its end.</param>
/// <param name="Wall">The time from its start to its end.</param>
/// <param name="PeakBytes">The most memory that it had resident, as the kernel keeps it.</param>
internal sealed partial record MeasuredProcess(string Output, TimeSpan Cpu, TimeSpan Wall, long PeakBytes)
{
    private const int Children = -1;

    /// <summary>How often the high-water mark is read, which goes with the process: what it grows by in its last moment is missed.</summary>
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program to its end. No other child of this process may end meanwhile.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<MeasuredProcess> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var (cpu, started) = (CpuOfChildren(), Stopwatch.GetTimestamp());
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        var exit = process.WaitForExitAsync();
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, GetPeak(process.Id));
            await Task.WhenAny(exit, Task.Delay(s_glance));
        }

        await exit;
        var wall = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? new MeasuredProcess(await output, CpuOfChildren() - cpu, wall, peak)
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{await error}");
    }

    /// <summary>The time of all children that have ended.</summary>
    private static TimeSpan CpuOfChildren()
    {
        // Two pairs of seconds and microseconds, for the user and for the system; then what is not needed here.
        Span<long> usage = stackalloc long[18];
        return GetResourceUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException("The kernel does not tell what the clients cost; the comparison needs 64-bit Linux.");
    }

    private static long GetPeak(int process)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return 1024 * long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - "kB".Length), CultureInfo.InvariantCulture);
                }
            }
        }
        catch (IOException)
        {
            // It ended between two lines.
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetResourceUsage(int who, Span<long> usage);
}
