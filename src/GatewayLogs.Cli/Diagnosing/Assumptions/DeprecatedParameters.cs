using System.Globalization;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class DeprecatedParameters() : Assumption(
    "deprecated-parameters", "The deprecated start_date and end_date still work, and include their bound.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var row = (await evidence.GetOldestAsync())[0];
        var time = Uri.EscapeDataString(row.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        var found = await evidence.ListAsync($"{Evidence.OldestFirst}&start_date={time}&end_date={time}");
        return found.Rows.All(log => log.CreatedAt == row.CreatedAt)
            ? Outcome.If(found.Rows.Any(log => log.Id == row.Id), "They exclude their bound.")
            : new Outcome(Outcome.Contradicted, "They are ignored, or compared with a lower precision.");
    }
}
