using System.Globalization;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Connection;

/// <summary>Warns once per command, on standard error, when this machine's clock differs from the service's.</summary>
internal sealed class ClockSkewWarning(GatewayLogsClient client)
{
    private bool _isWritten;

    /// <summary>Writes the warning if a response has shown a difference and it has not been written yet. Call it after a response.</summary>
    public async Task WriteIfSkewedAsync()
    {
        if (!_isWritten && Describe(client.ServiceClockSkew) is { } warning)
        {
            _isWritten = true;
            await CommandRunner.WarnAsync(warning);
        }
    }

    /// <summary>Returns the warning for a skew, which is positive when the service's clock is ahead; null when there is nothing to warn about.</summary>
    internal static string? Describe(TimeSpan? skew) => skew is { } difference && difference.Duration() > ServiceTime.Tolerance
        ? $"The clock of this machine is {Format(difference.Duration())} {(difference < TimeSpan.Zero ? "ahead of" : "behind")} the service's. " +
          "What counts as a new log is decided by the service's clock; a relative time such as --since 2h is counted from this machine's. Set its clock right."
        : null;

    private static string Format(TimeSpan time) => string.Join(
        ' ',
        ((string[])
        [
            string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h"),
            string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min"),
            string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
        ]).Where(part => !part.StartsWith("0 ", StringComparison.Ordinal)));
}
