using System.Diagnostics;
using System.Globalization;

namespace GatewayLogs.Emulator;

/// <summary>Reports the progress of seeding, if it is long enough to matter.</summary>
internal sealed class SeedingProgress(TextWriter output, int total) : IProgress<int>
{
    private const int MinimumLogs = 50_000;

    private readonly long _start = Stopwatch.GetTimestamp();

    public void Report(int value)
    {
        if (total >= MinimumLogs)
        {
            var rate = value / Stopwatch.GetElapsedTime(_start).TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seeded {value:N0} of {total:N0} logs, {rate:N0} per second"));
        }
    }
}
