namespace GatewayLogs.Tests.Reliability;

/// <summary>A row that an enumeration returned.</summary>
/// <param name="Id">The ID of the log.</param>
/// <param name="CreatedAt">The creation time of the log.</param>
/// <param name="ReadAt">When the row was returned.</param>
internal sealed record ReadRow(string Id, DateTimeOffset CreatedAt, DateTimeOffset ReadAt);

/// <summary>The rows of successive enumerations in one direction, each resumed from the cursor of the one before.</summary>
internal sealed class PagingJournal(GatewayLogOrderDirection direction)
{
    private GatewayLogCursor? _position;

    public GatewayLogOrderDirection Direction => direction;

    public List<ReadRow> Rows { get; } = [];

    /// <summary>Gets the time before which every created log must be returned.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>Gets the time from which no created log may be returned.</summary>
    public DateTimeOffset Bound { get; private set; }

    /// <summary>Runs one enumeration.</summary>
    /// <param name="client">The client.</param>
    /// <param name="settleDelay">The indexing delay.</param>
    /// <param name="returned">Called for each row.</param>
    public async Task EnumerateAsync(GatewayLogsClient client, TimeSpan settleDelay, Func<GatewayLog, ValueTask> returned)
    {
        var paging = new GatewayLogPagingOptions { MaxConcurrency = 8, IndexingDelay = settleDelay, StartAfter = _position };
        Due = DateTimeOffset.UtcNow - settleDelay;
        await using var rows = client.ListAllLogsAsync(new GatewayLogQuery { OrderByDirection = direction }, paging).GetAsyncEnumerator();
        var more = rows.MoveNextAsync();
        Bound = DateTimeOffset.UtcNow - settleDelay;
        GatewayLog? last = null;
        for (; await more; more = rows.MoveNextAsync())
        {
            Rows.Add(new ReadRow(rows.Current.Id, rows.Current.CreatedAt!.Value, DateTimeOffset.UtcNow));
            last = rows.Current;
            await returned(last);
        }

        _position = last?.Cursor ?? _position;
    }
}
