using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed partial class CreatedAtFormat() : Assumption("created-at-format", "created_at has the form 2026-08-05T08:01:32.561Z.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetRowsAsync();
        return Outcome.If(rows.All(row => Known.IsMatch(row.GetText("created_at"))), "It has another form in some logs.");
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Known { get; }
}
