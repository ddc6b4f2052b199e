using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FieldsDeclared() : Assumption("fields-declared", "A log has no fields that the document lacks.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var declared = LogColumn.RowFields.Select(column => column.Name);
        var undeclared = (await evidence.GetRowsAsync()).SelectMany(row => row.Json.Names()).Except(declared).ToList();
        return Outcome.If(undeclared.Count == 0, $"Some logs have {string.Join(", ", undeclared)}.");
    }
}
