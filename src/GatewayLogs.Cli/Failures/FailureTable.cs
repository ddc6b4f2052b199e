using System.Globalization;
using GatewayLogs.Cli.Output;
using Spectre.Console;

namespace GatewayLogs.Cli.Failures;

/// <summary>Writes the groups as a table. Messages wrap; figures, times and ids are never cut.</summary>
internal sealed class FailureTable(IAnsiConsole console, TimeZoneInfo zone, FailureReport report)
{
    private const int MinMessageWidth = 24;

    private readonly IReadOnlyList<FailureGroup> _groups = report.Groups;

    private IReadOnlyList<TextColumn<FailureGroup>> Columns =>
    [
        new("Calls", group => group.Calls.ToString(CultureInfo.InvariantCulture)) { IsNumber = true },
        new("Share", group => FailureColumn.FormatShare(report.GetShare(group))) { IsNumber = true },
        new("Status", group => LogText.Format(group.Key.Status)) { IsNumber = true },
        new("Provider", group => group.Key.Provider) { Rank = 1, Fit = Fit.CutEnd, UsualWidth = Math.Max(9, console.Profile.Width / 8) },
        new("Model", group => group.Key.Model) { Fit = Fit.CutEnd, MinWidth = 12, UsualWidth = Math.Max(12, console.Profile.Width / 5) },
        new("Message", group => group.Message.ToString()) { Fit = Fit.Wrap, MinWidth = MinMessageWidth, UsualWidth = MinMessageWidth },
        new("First seen", group => Format(group.FirstSeen)) { Rank = 4 },
        new("Last seen", group => Format(group.LastSeen)) { Rank = 2 },
        new("Sample", group => group.SampleId) { Rank = 3 },
    ];

    public void Write()
    {
        if (_groups.Count == 0)
        {
            console.WriteLine("No failed logs.");
            return;
        }

        var table = new TextTable<FailureGroup>(console, Columns);
        table.Write(_groups, isComplete: true);
        if (_groups.Any(group => group.Key.Message is null && group.Calls > 1))
        {
            console.WriteLine("Each message is that of one log; --all-details reads those of all logs.");
        }

        table.WriteMissing(" --json and --csv have all columns.");
    }

    private string Format(DateTimeOffset? time) => time is { } instant ? ZonedTime.Format(instant, zone, "yyyy-MM-dd HH:mm") : "";
}
