namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class TieOrder() : Assumption("tie-order", "Logs with the same created_at are sorted by id, in the requested direction.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var oldest = await evidence.GetOldestAsync();
        var newest = await evidence.GetNewestAsync();
        (LogRow First, LogRow Second)[] pairs = [.. oldest.Zip(oldest.Skip(1)), .. newest.Skip(1).Zip(newest)];
        var ties = pairs.Where(pair => pair.First.CreatedAt == pair.Second.CreatedAt).ToList();
        return ties.Count == 0
            ? throw new NotTestableException("No two of the logs have the same created_at.")
            : Outcome.If(
                ties.TrueForAll(tie => Compare(tie) < 0),
                ties.TrueForAll(tie => Compare(tie) > 0) ? "The direction is the opposite." : "They are not sorted by id.");
    }

    private static int Compare((LogRow First, LogRow Second) tie) => string.CompareOrdinal(tie.First.Id, tie.Second.Id);
}
