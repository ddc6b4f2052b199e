using System.Globalization;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Connection;

/// <summary>Warns once per command, on standard error, when this machine's clock differs from the service's.</summary>
internal sealed class ClockSkewWarning(GatewayLogsClient client)
{
    private bool _isWritten;

    /// <summary>Writes the warning if a response has shown a difference and it was not written before. Call it after a response.</summary>
    public async Task WriteIfSkewedAsync()
    {
        if (!_isWritten && Describe(client.ServiceClockSkew) is { } warning)
        {
            _isWritten = true;
            await CommandRunner.WarnAsync(warning);
        }
    }

    /// <summary>
    /// Returns the warning for a clock skew, which is positive when the service's clock is ahead; null if no warning is needed.
    /// </summary>
    internal static string? Describe(TimeSpan? skew) => skew is { } difference && difference.Duration() > ServiceTime.Tolerance
        ? $"The clock of this machine is {Format(difference.Duration())} {(difference < TimeSpan.Zero ? "ahead of" : "behind")} the service's. " +
          "The service's clock decides which logs are new; relative times such as --since 2h use the clock of this machine. Synchronize it."
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
