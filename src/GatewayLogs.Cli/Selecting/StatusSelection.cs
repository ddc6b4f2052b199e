using System.Globalization;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Selecting;

/// <summary>
/// The statuses of <c>--status</c>. The service has no filter for them, so they are compared on this machine. Counts the logs that were read
/// for this.
/// </summary>
/// <param name="ranges">The first and the last status of each range; empty for all logs.</param>
internal sealed class StatusSelection(IReadOnlyList<(int First, int Last)> ranges)
{
    private const int FirstFailure = 400;

    private long _read;

    private long _selected;

    public bool IsUsed => ranges.Count > 0;

    /// <summary>Gets whether all selected logs are those of failed calls.</summary>
    public bool AreFailures => IsUsed && ranges.All(range => range.First >= FirstFailure);

    /// <summary>Parses comma-separated statuses such as <c>429,5xx</c>.</summary>
    /// <exception cref="FormatException">A value is no status.</exception>
    public static StatusSelection Parse(IEnumerable<string> texts) =>
        new([.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).Select(ParseRange)]);

    /// <summary>Returns whether a log is selected, without counting it.</summary>
    public bool Matches(GatewayLog log) => !IsUsed || ranges.Any(range => log.StatusCode >= range.First && log.StatusCode <= range.Last);

    /// <summary>Returns whether a log is selected, and counts it.</summary>
    public bool Selects(GatewayLog log)
    {
        var isSelected = Matches(log);
        _read++;
        _selected += isSelected ? 1 : 0;
        return isSelected;
    }

    /// <summary>Returns the selected logs, and counts all of them.</summary>
    public IReadOnlyList<GatewayLog> Select(IReadOnlyList<GatewayLog> logs) => IsUsed ? [.. logs.Where(Selects)] : logs;

    /// <summary>Writes to standard error how many logs were read, if the option is used.</summary>
    public Task ReportAsync() => IsUsed
        ? CommandRunner.WarnAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"--status matches {_selected:N0} of {_read:N0} logs that were read, because the service cannot filter by status."))
        : Task.CompletedTask;

    private static (int First, int Last) ParseRange(string text) => text switch
    {
        [>= '1' and <= '5', 'x' or 'X', 'x' or 'X'] => ((text[0] - '0') * 100, ((text[0] - '0') * 100) + 99),
        [>= '1' and <= '5', >= '0' and <= '9', >= '0' and <= '9'] when int.Parse(text, CultureInfo.InvariantCulture) is var status => (status, status),
        _ => throw new FormatException($"--status: '{text}' is not a status. Expected a list of 100 to 599 or 1xx to 5xx, as in: --status 429,5xx"),
    };
}
