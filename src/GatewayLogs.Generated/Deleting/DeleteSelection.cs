using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>The logs that a deletion selects: its filters, the upper limit of created_at, and how to list and count the logs.</summary>
internal sealed class DeleteSelection
{
    /// <summary>The number of logs in a preview.</summary>
    public const int FirstLogs = 5;

    /// <summary>
    /// The maximum number of attempts to count logs. A log that is deleted between the two requests of a count makes the count
    /// inconsistent.
    /// </summary>
    private const int MaxCountAttempts = 3;

    /// <summary>The time that indexing a log may take, with a margin for clock differences.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(60);

    /// <summary>Compares values like SQL: text by code units, and missing values first.</summary>
    private static readonly Comparer<object?> s_keyComparer = Comparer<object?>.Create((one, other) =>
        one is string text && other is string otherText ? string.CompareOrdinal(text, otherText) : Comparer<object?>.Default.Compare(one, other));

    private readonly DeleteRequests _requests;

    private readonly GatewayLogDeleteQuery _query;

    /// <summary>Selects logs that match but are too recent; null if the caller's own upper limit is lower.</summary>
    private readonly IReadOnlyList<GatewayLogFilter>? _tooRecent;

    /// <summary>Fixes the upper limit of created_at. It depends on the service's time, so a response must have arrived before.</summary>
    public DeleteSelection(DeleteRequests requests, GatewayLogDeleteQuery query)
    {
        (_requests, _query) = (requests, query);
        Ids = query.Filters.FirstOrDefault(filter => filter is { Key: FilterFields.Id, Operator: GatewayLogFilterOperator.Equal }
            && filter.Values.All(value => value is string))
            ?.Values.Cast<string>().Distinct().ToList();
        Filters = query.Filters;
        if (Ids is null)
        {
            var own = query.Filters.Where(filter => GetUpperLimit(filter) is not null).ToList();
            var bound = DateTimeOffset.FromUnixTimeMilliseconds(FilterValue.ToMilliseconds(requests.GetEarliestUtcNow() - s_margin));
            CreatedBefore = own.Select(filter => GetUpperLimit(filter)!.Value).Append(bound).Min();
            Filters = [.. query.Filters.Except(own), LogFilter.CreatedAt.Before(CreatedBefore.Value)];
            _tooRecent = CreatedBefore == bound ? [.. query.Filters, LogFilter.CreatedAt.After(bound.AddMilliseconds(-1))] : null;
        }
    }

    /// <summary>Gets the ids that the filters select; null if the filters select logs by other conditions.</summary>
    public IReadOnlyList<string>? Ids { get; }

    public IReadOnlyList<GatewayLogFilter> Filters { get; }

    /// <summary>Gets the upper limit of created_at; null if the logs are selected by id.</summary>
    public DateTimeOffset? CreatedBefore { get; }

    private bool IsInOrderOfTime => _query.OrderBy == GatewayLogDeleteOrderBy.CreatedAt;

    /// <summary>Lists and verifies the logs that are first in the query's order, up to the limit.</summary>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log could not be verified to match.</exception>
    public async Task<GatewayLogDeletePreview> ReadAsync(LogLookup lookup, int limit, CancellationToken cancellationToken)
    {
        var field = LogFilter.Find(WireName.GetName(_query.OrderBy));
        List<(string Id, DateTimeOffset? CreatedAt, object? Key)> logs = [];
        var preview = new GatewayLogDeletePreview();
        await foreach (var batch in ListAsync(lookup, cancellationToken).ConfigureAwait(false))
        {
            logs.AddRange(batch.Select(log => (log.Id, log.CreatedAt, IsInOrderOfTime ? log.CreatedAt : field?.Read(log))));
            preview = preview with
            {
                First = [.. preview.First.Concat(batch).Take(FirstLogs)],
                Oldest = batch.Append(preview.Oldest).MinBy(log => log?.CreatedAt),
                Newest = batch.Prepend(preview.Newest).MaxBy(log => log?.CreatedAt),
            };
            if (IsInOrderOfTime && Ids is null && logs.Count >= limit)
            {
                break;
            }
        }

        var first = logs.Count <= limit ? logs
            : _query.OrderByDirection == GatewayLogOrderDirection.Ascending ? logs.OrderBy(log => log.Key, s_keyComparer).Take(limit)
            : logs.OrderByDescending(log => log.Key, s_keyComparer).Take(limit);
        string[] ids = [.. first.OrderBy(log => log.CreatedAt).Select(log => log.Id)];
        return preview with
        {
            Ids = ids,
            Count = ids.Length,
            Verified = ids.Length,
            CreatedBefore = CreatedBefore,
            TooRecent = await CountTooRecentAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Returns the number of logs that currently match; null if the service's count is inconsistent with its pages.</summary>
    public Task<long?> CountAsync(CancellationToken cancellationToken) => CountAsync(Filters, cancellationToken);

    /// <summary>Returns the number of logs that match filters; null if the service's count is inconsistent with its pages.</summary>
    public async Task<long?> CountAsync(IReadOnlyList<GatewayLogFilter> filters, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxCountAttempts; attempt++)
        {
            var (count, isExact) = await TryCountAsync(filters, cancellationToken).ConfigureAwait(false);
            if (isExact)
            {
                return count;
            }
        }

        return null;
    }

    /// <summary>
    /// Returns the number of matching logs that are too recent. Logs can arrive between the two requests of a count, so the service's count
    /// is returned even if its pages do not confirm it.
    /// </summary>
    public async Task<long> CountTooRecentAsync(CancellationToken cancellationToken) =>
        _tooRecent is null ? 0 : (await TryCountAsync(_tooRecent, cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>
    /// Counts logs. To verify the service's count, it requests the page on which the last log should be; the count is exact if that page
    /// ends as expected. If it does not, or if there is no count, the number of rows on the first page is verified in the same way.
    /// </summary>
    private async Task<(long Count, bool IsExact)> TryCountAsync(IReadOnlyList<GatewayLogFilter> filters, CancellationToken cancellationToken)
    {
        var query = new GatewayLogQuery { Filters = filters, PerPage = GatewayLogQuery.MaxPerPage };
        if (MetadataEntryFilter.IsUsed(filters))
        {
            var listed = 0L;
            await foreach (var batch in _requests.ListAll(query, cancellationToken).ConfigureAwait(false))
            {
                listed += batch.Logs.Count;
            }

            return (listed, true);
        }

        var first = await _requests.ListAsync(query, cancellationToken).ConfigureAwait(false);
        var rows = first.Rows.Count;
        var total = rows == 0 ? 0 : Math.Max(first.Info.TotalCount ?? 0, rows);
        foreach (var count in new[] { total, rows }.Distinct())
        {
            if (count == 0)
            {
                return (0, true);
            }

            // If the page size does not divide the count, the page with the last log is not full, which shows that no log follows.
            var size = Enumerable.Range(2, GatewayLogQuery.MaxPerPage - 1).First(divisor => count % divisor != 0);
            var page = (int)Math.Min(count / size, int.MaxValue - 1) + 1;
            var last = await _requests.ListAsync(query with { PerPage = size, Page = page }, cancellationToken).ConfigureAwait(false);
            if (last.Rows.Count == count % size)
            {
                return (count, true);
            }
        }

        return (total, false);
    }

    private async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ListAsync(LogLookup lookup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in (Ids ?? []).Chunk(GatewayLogQuery.MaxPerPage))
        {
            var found = await lookup.FindAsync(batch, cancellationToken).ConfigureAwait(false);
            yield return [.. found.Values.Where(log => FilterVerification.Matches(Filters, log))];
        }

        if (Ids is null)
        {
            var direction = IsInOrderOfTime ? _query.OrderByDirection : GatewayLogOrderDirection.Ascending;
            await foreach (var page in _requests.ListAll(
                new GatewayLogQuery { Filters = Filters, OrderByDirection = direction }, cancellationToken).ConfigureAwait(false))
            {
                FilterVerification.RequireMatches(Filters, page);
                yield return page.Logs;
            }
        }
    }

    private static DateTimeOffset? GetUpperLimit(GatewayLogFilter filter) =>
        filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.LessThan, Values: [var value] }
        && FilterValue.AsInstant(value) is { } instant
            ? DateTimeOffset.FromUnixTimeMilliseconds(FilterValue.ToMillisecondsCeiling(instant))
            : null;
}
