using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class EnvelopeMembers() : Assumption("envelope", "A page is in an envelope with success, errors and messages.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        string[] names = [.. (await evidence.ListAsync(ServiceEvidence.OldestFirst)).Json is { ValueKind: JsonValueKind.Object } json ? json.Names() : []];
        var missing = ((string[])["success", "result", "errors", "messages"]).Except(names).ToList();
        return Outcome.If(missing.Count == 0, $"It lacks {string.Join(", ", missing)}.");
    }
}
