using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed partial class UpdatedAtFormat() : Assumption(
    "updated-at-format", "updated_at has the form 2026-08-05 08:01:32, without a UTC offset.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetRowsAsync();
        return Outcome.If(rows.All(row => Known.IsMatch(row.GetText("updated_at"))), "It has another form in some logs.");
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")]
    private static partial Regex Known { get; }
}
