namespace GatewayLogs.Cli.Selecting;

/// <summary>Conditions on entries of metadata, which the service cannot apply exactly: the client leaves rows out, so its counts are too high.</summary>
internal static class Entries
{
    public static bool AreIn(GatewayLogQuery query) =>
        query.Filters.Any(filter => filter.MetadataEntry is not null)
        || (query.Filters.Any(filter => filter.Key == "metadata.key") && query.Filters.Any(filter => filter.Key == "metadata.value"));
}
