namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class MetaInfo() : Assumption("meta-info", "result_info has minimum and maximum values only if meta_info is requested.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var without = await evidence.ListAsync(Evidence.NewestFirst);
        var with = await evidence.ListAsync("?per_page=1&meta_info=true");
        return GetBounds(without) > 0
            ? new Outcome(Outcome.Contradicted, "It has them without meta_info.")
            : Outcome.If(GetBounds(with) == 10, $"It has {GetBounds(with)} of 10 with meta_info.");
    }

    private static int GetBounds(RawResponse page) => page.Info?.Names().Count(
        name => name.StartsWith("min_", StringComparison.Ordinal) || name.StartsWith("max_", StringComparison.Ordinal)) ?? 0;
}
