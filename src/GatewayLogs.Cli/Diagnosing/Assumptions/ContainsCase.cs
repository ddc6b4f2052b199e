namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class ContainsCase() : Assumption("contains-case", "The operator contains is case-sensitive.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var models = (await evidence.GetNewestAsync()).Select(row => row.GetText("model"));
        var model = Evidence.Require(models, name => name.Any(char.IsAsciiLetter), "None of the newest logs has a model.");
        var swapped = model.Any(char.IsAsciiLetterLower) ? model.ToUpperInvariant() : model.ToLowerInvariant();
        var exact = await evidence.FilterAsync(Evidence.NewestFirst, LogFilter.Model.Contains(model));
        var found = await evidence.FilterAsync(Evidence.NewestFirst, LogFilter.Model.Contains(swapped));
        return exact.Rows.Count == 0
            ? new Outcome(Outcome.Contradicted, "A model does not contain its own name.")
            : Outcome.If(found.Rows.Count == 0, "It ignores case.");
    }
}
