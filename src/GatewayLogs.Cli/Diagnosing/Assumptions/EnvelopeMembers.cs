namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class EnvelopeMembers() : Assumption("envelope", "A page is in an envelope with success, errors and messages.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var page = await evidence.ListAsync(Evidence.OldestFirst);
        var missing = ((string[])["success", "result", "errors", "messages"]).Except(page.Json?.Names() ?? []).ToList();
        return Outcome.If(missing.Count == 0, $"It lacks {string.Join(", ", missing)}.");
    }
}
