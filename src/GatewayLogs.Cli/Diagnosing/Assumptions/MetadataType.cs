using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class MetadataType() : Assumption("metadata-type", "metadata is an object or null.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetRowsAsync();
        Evidence.Require(rows, row => !row.IsNull("metadata"), "No log has metadata.");
        return Outcome.If(
            rows.All(row => row.Json.Find("metadata") is null or { ValueKind: JsonValueKind.Object or JsonValueKind.Null }),
            "It is another type of JSON in some logs.");
    }
}
