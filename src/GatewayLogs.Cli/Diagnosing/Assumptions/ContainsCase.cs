namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class ContainsCase() : Assumption("contains-case", "The operator contains is case-sensitive.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var model = ServiceEvidence.Require(await evidence.GetNewestAsync(), row => row.GetText("model").Any(char.IsAsciiLetter), "No log has a model.").GetText("model");
        var swapped = string.Concat(model.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));
        var exact = await evidence.FilterAsync(ServiceEvidence.NewestFirst, LogFilter.Model.Contains(model));
        var found = await evidence.FilterAsync(ServiceEvidence.NewestFirst, LogFilter.Model.Contains(swapped));
        return exact.Rows.Count == 0
            ? new Outcome(Outcome.Contradicted, "A model does not contain its own name.")
            : Outcome.If(found.Rows.Count == 0, "It ignores case.");
    }
}
