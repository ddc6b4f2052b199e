using System.Globalization;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Failures;

/// <summary>A column of JSON and CSV.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Value">Returns the value of a group, in a type that <see cref="LogJson"/> and <see cref="CsvLines"/> can write.</param>
internal sealed record FailureColumn(string Name, Func<FailureReport, FailureGroup, object?> Value)
{
    /// <summary>Gets the columns in the order of the output.</summary>
    public static IReadOnlyList<FailureColumn> All { get; } =
    [
        new("status_code", (_, group) => group.Key.Status),
        new("provider", (_, group) => group.Key.Provider),
        new("model", (_, group) => group.Key.Model),
        new("message", (_, group) => group.Message.Text),
        new("message_missing", (_, group) => group.Message.MissingReason),
        new("calls", (_, group) => group.Calls),
        new("share", (report, group) => report.GetShare(group)),
        new("first_seen", (_, group) => group.FirstSeen),
        new("last_seen", (_, group) => group.LastSeen),
        new("sample_id", (_, group) => group.SampleId),
    ];

    /// <summary>Formats a share as a percentage.</summary>
    public static string FormatShare(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
