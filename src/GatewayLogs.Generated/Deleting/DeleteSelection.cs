using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>Which logs a deletion is about: its filters, the upper limit of created_at, and how to list and count them.</summary>
internal sealed class DeleteSelection
{
    /// <summary>How many logs a preview shows.</summary>
    public const int FirstLogs = 5;

    /// <summary>How long indexing a log may take, with some room for clocks that differ.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(60);

    /// <summary>Text is compared by its code units, as SQL does; logs without a value are the smallest.</summary>
    private static readonly Comparer<object?> s_keys = Comparer<object?>.Create((one, other) =>
        one is string text && other is string otherText ? string.CompareOrdinal(text, otherText) : Comparer<object?>.Default.Compare(one, other));

    private readonly DeleteRequests _requests;

    private readonly GatewayLogDeleteQuery _query;

    /// <summary>Selects the logs that would be selected as well if they were older; null when the caller's own limit is lower.</summary>
    private readonly IReadOnlyList<GatewayLogFilter>? _tooRecent;

    /// <summary>Fixes the upper limit. It needs the service's time, so a response must have arrived.</summary>
    public DeleteSelection(DeleteRequests requests, GatewayLogDeleteQuery query)
    {
        (_requests, _query) = (requests, query);
        Ids = query.Filters.FirstOrDefault(filter => filter is { Key: RowField.Id, Operator: GatewayLogFilterOperator.Eq } && filter.Values.All(value => value is string))
            ?.Values.Cast<string>().Distinct().ToList();
        Filters = query.Filters;
        if (Ids is null)
        {
            var own = query.Filters.Where(filter => UpperLimitOf(filter) is not null).ToList();
            var bound = DateTimeOffset.FromUnixTimeMilliseconds(FilterValue.ToMilliseconds(requests.GetEarliestUtcNow() - s_margin));
            CreatedBefore = own.Select(filter => UpperLimitOf(filter)!.Value).Append(bound).Min();
            Filters = [.. query.Filters.Except(own), LogFilter.CreatedAt.Before(CreatedBefore.Value)];
            _tooRecent = CreatedBefore == bound ? [.. query.Filters, LogFilter.CreatedAt.After(bound.AddMilliseconds(-1))] : null;
        }
    }

    /// <summary>Gets the ids that the filters name; null when they select logs by other conditions.</summary>
    public IReadOnlyList<string>? Ids { get; }

    /// <summary>Gets the filters that a log must match.</summary>
    public IReadOnlyList<GatewayLogFilter> Filters { get; }

    /// <summary>Gets the instant before which all logs were created; null when they are named by their ids.</summary>
    public DateTimeOffset? CreatedBefore { get; }

    private bool IsInOrderOfTime => _query.OrderBy == GatewayLogDeleteOrderBy.CreatedAt;

    /// <summary>Lists and verifies the logs that come first in the query's order.</summary>
    /// <param name="lookup">Finds logs by their ids.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log does not show that it matches.</exception>
    public async Task<SelectedLogs> ReadAsync(LogLookup lookup, int limit, CancellationToken cancellationToken)
    {
        var field = LogFilter.Find(WireName.Of(_query.OrderBy));
        List<(string Id, DateTimeOffset? CreatedAt, object? Key)> logs = [];
        var preview = new GatewayLogDeletePreview();
        await foreach (var some in ListAsync(lookup, cancellationToken).ConfigureAwait(false))
        {
            logs.AddRange(some.Select(log => (log.Id, log.CreatedAt, IsInOrderOfTime ? log.CreatedAt : field?.Read(log))));
            preview = preview with
            {
                First = [.. preview.First.Concat(some).Take(FirstLogs)],
                Oldest = some.Append(preview.Oldest).MinBy(log => log?.CreatedAt),
                Newest = some.Prepend(preview.Newest).MaxBy(log => log?.CreatedAt),
            };
            if (IsInOrderOfTime && Ids is null && logs.Count >= limit)
            {
                break;
            }
        }

        var first = logs.Count <= limit ? logs
            : _query.OrderByDirection == GatewayLogOrderDirection.Asc ? logs.OrderBy(log => log.Key, s_keys).Take(limit)
            : logs.OrderByDescending(log => log.Key, s_keys).Take(limit);
        string[] ids = [.. first.OrderBy(log => log.CreatedAt).Select(log => log.Id)];
        return new SelectedLogs(
            ids,
            preview with
            {
                Count = ids.Length,
                Verified = ids.Length,
                CreatedBefore = CreatedBefore,
                TooRecent = await CountTooRecentAsync(cancellationToken).ConfigureAwait(false),
            });
    }

    /// <summary>Counts the logs that match now.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => CountAsync(Filters, cancellationToken);

    /// <summary>Counts the logs that match now and are too recent.</summary>
    public async Task<long> CountTooRecentAsync(CancellationToken cancellationToken) =>
        _tooRecent is null ? 0 : await CountAsync(_tooRecent, cancellationToken).ConfigureAwait(false);

    /// <summary>Counts by the service's number where the rows do not tell it: it can be stale, and a page can be short although more follow.</summary>
    private async Task<long> CountAsync(IReadOnlyList<GatewayLogFilter> filters, CancellationToken cancellationToken)
    {
        var query = new GatewayLogQuery { Filters = filters, PerPage = GatewayLogQuery.MaxPerPage };
        if (MetadataPairs.AreIn(filters))
        {
            var count = 0L;
            await foreach (var page in _requests.ListAll(query, cancellationToken).ConfigureAwait(false))
            {
                count += page.Logs.Count;
            }

            return count;
        }

        var first = await _requests.ListAsync(query, cancellationToken).ConfigureAwait(false);
        var (rows, total) = (first.Rows.Count, first.Info.TotalCount);
        var mayBeAll = rows > 0 && rows < GatewayLogQuery.MaxPerPage && total > rows;
        return rows == 0 || total is null || (mayBeAll && (await _requests.ListAsync(query with { Page = 2 }, cancellationToken).ConfigureAwait(false)).Rows.Count == 0)
            ? rows
            : Math.Max(total.Value, rows);
    }

    private async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ListAsync(LogLookup lookup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in (Ids ?? []).Chunk(GatewayLogQuery.MaxPerPage))
        {
            var found = await lookup.FindAsync(some, cancellationToken).ConfigureAwait(false);
            yield return [.. found.Values.Where(log => FilterVerification.Matches(Filters, log))];
        }

        if (Ids is null)
        {
            var direction = IsInOrderOfTime ? _query.OrderByDirection : GatewayLogOrderDirection.Asc;
            await foreach (var page in _requests.ListAll(new GatewayLogQuery { Filters = Filters, OrderByDirection = direction }, cancellationToken).ConfigureAwait(false))
            {
                FilterVerification.RequireMatches(Filters, page);
                yield return page.Logs;
            }
        }
    }

    private static DateTimeOffset? UpperLimitOf(GatewayLogFilter filter) =>
        filter is { Key: RowField.CreatedAt, Operator: GatewayLogFilterOperator.Lt, Values: [var value] } && FilterValue.AsInstant(value) is { } instant
            ? DateTimeOffset.FromUnixTimeMilliseconds(FilterValue.ToMillisecondsBehind(instant))
            : null;
}
