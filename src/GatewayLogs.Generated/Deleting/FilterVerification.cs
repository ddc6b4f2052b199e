namespace GatewayLogs;

/// <summary>Compares logs with the filters that select them for deletion.</summary>
/// <remarks>The service ignores filters that it cannot read and responds with status 200. So a log that does not show that it matches is not deleted.</remarks>
internal static class FilterVerification
{
    /// <summary>Throws for conditions that cannot be checked on rows, or that the service does not have.</summary>
    public static void RequireCheckable(IReadOnlyList<GatewayLogFilter> filters)
    {
        if (filters.FirstOrDefault(filter => !FilterFields.IsShown(filter.Key)) is { } filter)
        {
            throw new ArgumentException(
                $"The filter {filter} cannot delete: rows do not show {filter.Key}, so it cannot be verified which logs match. List the logs, and delete them by their ids. Nothing was sent.");
        }

        if (filters.Any(filter => filter.Key == FilterFields.MetadataKey) && filters.Any(filter => filter.Key == FilterFields.MetadataValue) && !MetadataEntryFilter.IsUsed(filters))
        {
            throw new ArgumentException(
                "Filters on metadata.key and metadata.value are compared separately, so they would also delete logs with the name and the value in different entries. Use LogFilter.Metadata. Nothing was sent.");
        }
    }

    /// <summary>Throws unless each of the logs shows that it matches.</summary>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log does not.</exception>
    public static void RequireMatches(IReadOnlyList<GatewayLogFilter> filters, GatewayLogPage page)
    {
        foreach (var filter in filters)
        {
            var count = page.Logs.Count(log => FilterCheck.Evaluate(filter, log) != FilterMatch.Matches);
            if (count > 0)
            {
                throw GatewayLogsFilterIgnoredException.Unshown(filter, count, page);
            }
        }
    }

    public static bool Matches(IReadOnlyList<GatewayLogFilter> filters, GatewayLog log) =>
        filters.All(filter => FilterCheck.Evaluate(filter, log) == FilterMatch.Matches) && MetadataEntryFilter.Apply(filters, [log]).Count > 0;
}
