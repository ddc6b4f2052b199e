namespace GatewayLogs.Tests.Reliability;

/// <summary>One row that a walk gave.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">Its time.</param>
/// <param name="ReadAt">When it was given.</param>
internal sealed record ReadRow(string Id, DateTimeOffset CreatedAt, DateTimeOffset ReadAt);

/// <summary>What walks in one direction gave, each going on where the one before it stood.</summary>
internal sealed class PagingJournal(GatewayLogOrderDirection direction)
{
    private GatewayLogCursor? _position;

    public GatewayLogOrderDirection Direction => direction;

    public List<ReadRow> Rows { get; } = [];

    /// <summary>What was created before must be given.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>What was created from then on must not.</summary>
    public DateTimeOffset Bound { get; private set; }

    /// <summary>Runs once.</summary>
    /// <param name="client">The client.</param>
    /// <param name="settleDelay">How old a log must be.</param>
    /// <param name="given">Told of each row.</param>
    public async Task WalkAsync(GatewayLogsClient client, TimeSpan settleDelay, Func<GatewayLog, ValueTask> given)
    {
        var walk = new GatewayLogPagingOptions { MaxConcurrency = 8, IndexingDelay = settleDelay, StartAfter = _position };
        Due = DateTimeOffset.UtcNow - settleDelay;
        await using var rows = client.ListAllLogsAsync(new GatewayLogQuery { OrderByDirection = direction }, walk).GetAsyncEnumerator();
        var more = rows.MoveNextAsync();
        Bound = DateTimeOffset.UtcNow - settleDelay;
        GatewayLog? last = null;
        for (; await more; more = rows.MoveNextAsync())
        {
            Rows.Add(new ReadRow(rows.Current.Id, rows.Current.CreatedAt!.Value, DateTimeOffset.UtcNow));
            last = rows.Current;
            await given(last);
        }

        _position = last?.Cursor ?? _position;
    }
}
