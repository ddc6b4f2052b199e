using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FieldsDeclared() : Assumption("fields-declared", "A log has no fields that the document lacks.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var undeclared = (await evidence.GetRowsAsync()).SelectMany(row => row.Json.Names()).Except(LogColumn.RowFields.Select(column => column.Name)).ToList();
        return Outcome.If(undeclared.Count == 0, $"Some logs have {string.Join(", ", undeclared)}.");
    }
}
