namespace GatewayLogs;

/// <summary>Verifies that logs match the filters that select them for deletion.</summary>
/// <remarks>
/// The service ignores filters that it cannot parse, and responds with status 200. A log is therefore deleted only if its fields show that
/// it matches.
/// </remarks>
internal static class FilterVerification
{
    /// <summary>Throws for filters that cannot be verified on listed logs, or that the service does not support.</summary>
    public static void RequireCheckable(IReadOnlyList<GatewayLogFilter> filters)
    {
        if (filters.FirstOrDefault(filter => LogFilter.Find(filter.Key) is not { IsShown: true }) is { } filter)
        {
            throw new ArgumentException(
                $"The filter {filter} cannot be used to delete logs: listed logs do not contain {filter.Key}, so matches cannot be verified. "
                + "No request was sent. List the logs and delete them by their ids.");
        }

        if (filters.Any(filter => filter.Key == FilterFields.MetadataKey)
            && filters.Any(filter => filter.Key == FilterFields.MetadataValue) && !MetadataEntryFilter.IsUsed(filters))
        {
            throw new ArgumentException(
                "Filters on metadata.key and metadata.value are evaluated separately, so they would also delete logs with the name and the "
                + "value in different entries. No request was sent. Use LogFilter.Metadata.");
        }
    }

    /// <summary>Throws unless every log is verified to match.</summary>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log could not be verified to match.</exception>
    public static void RequireMatches(IReadOnlyList<GatewayLogFilter> filters, GatewayLogPage page)
    {
        foreach (var filter in filters)
        {
            var count = page.Logs.Count(log => FilterCheck.Evaluate(filter, log) != true);
            if (count > 0)
            {
                throw GatewayLogsFilterIgnoredException.ForUnverifiedLogs(filter, count, page);
            }
        }
    }

    public static bool Matches(IReadOnlyList<GatewayLogFilter> filters, GatewayLog log) =>
        filters.All(filter => FilterCheck.Evaluate(filter, log) == true) && MetadataEntryFilter.Apply(filters, [log]).Count > 0;
}
