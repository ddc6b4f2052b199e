using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Storage;

/// <summary>What a list reports as <c>total_count</c>: the number of rows that match, or another one by a quirk.</summary>
internal sealed class TotalCountReport
{
    private long _draws;

    /// <summary>Returns the number to report, or null for none.</summary>
    public long? Report(EmulatorQuirks quirks, int rowsOnPage, Func<long> countMatching)
    {
        if (quirks.TotalCount == TotalCountBehavior.Missing)
        {
            return null;
        }

        long exact = countMatching();
        long reported = quirks.TotalCount switch
        {
            TotalCountBehavior.OneTooSmall => Math.Max(0, exact - 1),
            TotalCountBehavior.OneTooLarge => exact + 1,
            TotalCountBehavior.CountsPage => rowsOnPage,
            TotalCountBehavior.Random => (long)(SplitMix64.Mix((ulong)Interlocked.Increment(ref _draws)) % (ulong)((2 * exact) + 2)),
            _ => exact,
        };
        return Math.Min(reported, quirks.TotalCountCap ?? long.MaxValue);
    }
}
