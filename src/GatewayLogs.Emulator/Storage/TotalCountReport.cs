using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Computes the <c>total_count</c> of a list: the number of matching rows, unless a quirk changes it.</summary>
internal sealed class TotalCountReport
{
    private long _draws;

    /// <summary>Returns the number to report, or null to omit it.</summary>
    public long? Report(EmulatorQuirks quirks, int rowsOnPage, Func<long> countMatching)
    {
        if (quirks.TotalCount == TotalCountBehavior.Missing)
        {
            return null;
        }

        var exact = countMatching();
        var reported = quirks.TotalCount switch
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
