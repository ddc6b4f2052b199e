using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>The responses that assumptions are compared with. Assumptions that need the same response share its request.</summary>
internal sealed class Evidence(GatewayLogsClient client, RawRequests requests, CancellationToken cancellationToken)
{
    public const string OldestFirst = "?per_page=50&order_by=created_at&order_by_direction=asc";

    public const string NewestFirst = "?per_page=50&order_by=created_at&order_by_direction=desc";

    /// <summary>An id that no log has.</summary>
    public const string MissingId = "gwlogs-doctor-there-is-no-such-log";

    // The bounds of filters are whole seconds between logs that are this far apart, so that no precision or inclusiveness affects them.
    private static readonly TimeSpan s_gap = TimeSpan.FromSeconds(4);

    private readonly GatewayLogsClient _client = client.WithOptions(
        new GatewayLogsCallOptions { MaxRetries = 0, TotalTimeout = Timeout.InfiniteTimeSpan });

    /// <summary>Sends an ordinary list, whose failure ends the report.</summary>
    /// <exception cref="GatewayLogsException">The service refused the request, or did not respond.</exception>
    public async Task RequireAccessAsync()
    {
        try
        {
            await _client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 }, cancellationToken);
        }
        catch (GatewayLogsException exception) when (exception.StatusCode == System.Net.HttpStatusCode.OK)
        {
            // The client rejected the page. The report describes why.
        }
    }

    /// <summary>Returns whether the oldest log was deleted since it was listed, so that outcomes can be wrong.</summary>
    public async Task<bool> HasLostLogsAsync() =>
        GetFirstId(await SendAsync(OldestFirst)) != GetFirstId(await SendAsync($"{OldestFirst}&page=1"));

    /// <summary>Returns the response to a request with any status, except those that are not about the request.</summary>
    public async Task<RawResponse> GetAsync(string target) => await SendAsync(target) switch
    {
        { Status: 429 or >= 500 } failure => throw new NotTestableException(failure.Describe()),
        var response => response,
    };

    /// <summary>Returns a page.</summary>
    public async Task<RawResponse> ListAsync(string query) => await GetAsync(query) switch
    {
        { Status: 200 } page => page,
        var failure => throw new NotTestableException(failure.Describe()),
    };

    /// <summary>Returns a page of the logs that match filters.</summary>
    public async Task<RawResponse> FilterAsync(string query, params GatewayLogFilter[] filters) => await AppliesFiltersAsync()
        ? await ListAsync($"{query}&filters={Encode(filters)}")
        : throw new NotTestableException("The service does not apply filters.");

    /// <summary>Returns whether a filter that no log matches returns no logs.</summary>
    public async Task<bool> AppliesFiltersAsync() =>
        (await ListAsync($"{OldestFirst}&filters={Encode([LogFilter.Id.EqualTo(MissingId)])}")).Rows.Count == 0;

    public static string Encode(IEnumerable<GatewayLogFilter> filters) => Uri.EscapeDataString(GatewayLogFilter.ToJson(filters));

    /// <summary>Returns the oldest logs, which later logs do not change.</summary>
    public async Task<IReadOnlyList<LogRow>> GetOldestAsync()
    {
        var rows = RequireLogs(await ListAsync(OldestFirst));
        return IsAscending(rows) ? rows : throw new NotTestableException("The service does not sort logs as requested.");
    }

    /// <summary>Returns the newest logs, the newest first.</summary>
    public async Task<IReadOnlyList<LogRow>> GetNewestAsync() => RequireLogs(await ListAsync(NewestFirst));

    /// <summary>Returns the oldest and the newest logs.</summary>
    public async Task<IReadOnlyList<LogRow>> GetRowsAsync() => [.. RequireLogs(await ListAsync(OldestFirst)), .. await GetNewestAsync()];

    /// <summary>Returns the first of some logs that meets a condition.</summary>
    public static T Require<T>(IEnumerable<T> items, Func<T, bool> condition, string missing)
    {
        foreach (var item in items.Where(condition))
        {
            return item;
        }

        throw new NotTestableException(missing);
    }

    /// <summary>Returns a time that lies well between two of the oldest logs, and the number of logs before it.</summary>
    public async Task<(int Count, DateTimeOffset Bound)> GetBoundAsync()
    {
        var rows = await GetOldestAsync();
        var count = Require(
            Enumerable.Range(1, rows.Count - 1).Reverse(), index => HasGap(rows, index), "The oldest logs are too close together.");
        return (count, Between(rows, count));
    }

    /// <summary>Returns a time that lies well between two of the newest logs, at most 40 of which are after it.</summary>
    public async Task<DateTimeOffset> GetRecentBoundAsync()
    {
        LogRow[] rows = [.. (await GetNewestAsync()).Reverse()];
        var first = Math.Max(1, rows.Length - 40);
        var indexes = Enumerable.Range(first, rows.Length - first);
        return Between(rows, Require(indexes, index => HasGap(rows, index), "The newest logs are too close together."));
    }

    /// <summary>Returns the detail and the request body of one of the newest logs.</summary>
    public async Task<(JsonElement Detail, RawResponse Body)> GetRequestBodyAsync()
    {
        foreach (var row in (await GetNewestAsync()).Take(5))
        {
            var body = await GetBodyAsync(row, "request");
            if (body is { Status: 200, Json: not null })
            {
                var detail = await GetAsync($"/{Uri.EscapeDataString(row.Id)}");
                return (detail.Json?.Find("result") ?? throw new NotTestableException(detail.Describe()), body);
            }
        }

        throw new NotTestableException("None of the five newest logs has a request body that is JSON.");
    }

    /// <summary>Returns the response to the request for a body.</summary>
    public async Task<RawResponse> GetBodyAsync(LogRow row, string side) => await GetAsync($"/{Uri.EscapeDataString(row.Id)}/{side}") switch
    {
        { Status: 403 } => throw new NotTestableException("The token lacks the permission AI Gateway Read, which bodies require."),
        var body => body,
    };

    public static bool IsAscending(IReadOnlyList<LogRow> rows) => IsSorted(rows, (first, second) => first <= second);

    public static bool IsDescending(IReadOnlyList<LogRow> rows) => IsSorted(rows, (first, second) => first >= second);

    /// <summary>Throws if all logs have the same created_at, so that they do not show an order.</summary>
    public static void RequireSeveralTimes(IReadOnlyList<LogRow> rows) =>
        Require(rows, row => row.CreatedAt != rows[0].CreatedAt, "The logs do not have several values of created_at.");

    private Task<RawResponse> SendAsync(string target) => requests.GetAsync(_client, target, cancellationToken);

    private static string? GetFirstId(RawResponse page) => page.Rows is [var first, ..] ? first.Id : null;

    private static bool IsSorted(IReadOnlyList<LogRow> rows, Func<DateTimeOffset, DateTimeOffset, bool> isSorted) =>
        rows.Zip(rows.Skip(1)).All(pair => isSorted(pair.First.CreatedAt, pair.Second.CreatedAt));

    private static IReadOnlyList<LogRow> RequireLogs(RawResponse page) =>
        page.Rows.Count > 0 ? page.Rows : throw new NotTestableException("The gateway has no logs.");

    private static bool HasGap(IReadOnlyList<LogRow> rows, int index) => rows[index].CreatedAt - rows[index - 1].CreatedAt >= s_gap;

    private static DateTimeOffset Between(IReadOnlyList<LogRow> rows, int index)
    {
        var (before, after) = (rows[index - 1].CreatedAt, rows[index].CreatedAt);
        return DateTimeOffset.FromUnixTimeSeconds((before + ((after - before) / 2)).ToUnixTimeSeconds());
    }
}
