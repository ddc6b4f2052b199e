using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>The output and the cost of a process, measured from outside.</summary>
/// <param name="Output">The standard output.</param>
/// <param name="Cpu">User and system time of the whole process.</param>
/// <param name="Wall">The time from start to exit.</param>
/// <param name="PeakBytes">The peak resident memory, as reported by the kernel.</param>
internal sealed partial record MeasuredProcess(string Output, TimeSpan Cpu, TimeSpan Wall, long PeakBytes)
{
    private const int Children = -1;

    /// <summary>
    /// The interval at which the peak is read. It is lost when the process exits, so growth in the last interval is missed.
    /// </summary>
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program to its end. No other child of this process may exit meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
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
            await Task.WhenAny(exit, Task.Delay(s_pollInterval));
        }

        await exit;
        var wall = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? new MeasuredProcess(await output, CpuOfChildren() - cpu, wall, peak)
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} exited with {process.ExitCode}:\n{await error}");
    }

    /// <summary>Returns the processor time of all exited children.</summary>
    private static TimeSpan CpuOfChildren()
    {
        // struct rusage: user time and system time, each in seconds and microseconds, followed by fields that are not used here.
        Span<long> usage = stackalloc long[18];
        return GetResourceUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException("The processor time of the clients is not available; the comparison requires 64-bit Linux.");
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
            // The process exited while the file was read.
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetResourceUsage(int who, Span<long> usage);
}
