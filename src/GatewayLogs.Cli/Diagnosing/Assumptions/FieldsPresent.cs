using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FieldsPresent() : Assumption("fields-present", "Each log has all fields of the document.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var declared = LogColumn.RowFields.Select(column => column.Name).ToList();
        var missing = (await evidence.GetRowsAsync()).SelectMany(row => declared.Except(row.Json.Names())).Distinct().ToList();
        return Outcome.If(missing.Count == 0, $"Missing from some: {string.Join(", ", missing)}.");
    }
}
