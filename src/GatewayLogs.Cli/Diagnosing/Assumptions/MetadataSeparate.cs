namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class MetadataSeparate() : Assumption("metadata-separate", "metadata.key and metadata.value can match different entries.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var row = Evidence.Require(
            await evidence.GetNewestAsync(),
            log => log.Metadata is [var first, var second, ..] && first.Value != second.Value,
            "None of the newest logs has two metadata entries with different texts.");
        var found = await evidence.FilterAsync(
            Evidence.NewestFirst,
            LogFilter.Id.EqualTo(row.Id),
            LogFilter.MetadataKey.EqualTo(row.Metadata[0].Key),
            LogFilter.MetadataValue.EqualTo(row.Metadata[1].Value));
        return Outcome.If(found.Rows.Any(log => log.Id == row.Id), "They must match the same entry.");
    }
}
