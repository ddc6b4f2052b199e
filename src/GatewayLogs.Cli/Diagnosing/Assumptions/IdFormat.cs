using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed partial class IdFormat() : Assumption("id-format", "Ids are ULIDs, UUIDs of version 7, or 64 hexadecimal digits.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var others = (await evidence.GetRowsAsync()).Count(row => !Known.IsMatch(row.Id));
        return Outcome.If(others == 0, "Some ids have another format.");
    }

    [GeneratedRegex("^([0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64})$")]
    private static partial Regex Known { get; }
}
