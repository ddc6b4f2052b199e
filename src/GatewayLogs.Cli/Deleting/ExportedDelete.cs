namespace GatewayLogs.Cli.Deleting;

/// <summary>Deletes logs by their ids, and only those that still are what was exported.</summary>
internal sealed class ExportedDelete(GatewayLogsClient client, IProgress<DeleteOutcome> progress)
{
    private DeleteOutcome _outcome = new();

    public async Task<DeleteOutcome> RunAsync(ExportedLogs exported, CancellationToken cancellationToken)
    {
        await foreach (var batch in exported.ReadAsync(GatewayLogQuery.MaxPerPage, cancellationToken))
        {
            await DeleteAsync(batch, cancellationToken);
            progress.Report(_outcome);
        }

        return _outcome;
    }

    private async Task DeleteAsync(IReadOnlyDictionary<string, string> batch, CancellationToken cancellationToken)
    {
        var found = (await client.ListLogsAsync(new GatewayLogQuery { Filters = [OfIds(batch.Keys)], PerPage = GatewayLogQuery.MaxPerPage }, cancellationToken)).Logs
            .Where(log => batch.ContainsKey(log.Id)).DistinctBy(log => log.Id).ToList();
        if (found.Count < batch.Count && batch.Count > 1)
        {
            // Some are gone, or the service does not take several values for alternatives.
            foreach (var line in batch)
            {
                await DeleteAsync(new Dictionary<string, string> { [line.Key] = line.Value }, cancellationToken);
            }

            return;
        }

        string[] same = [.. found.Where(log => ExportedLogs.LineOf(log) == batch[log.Id]).Select(log => log.Id)];
        _outcome = _outcome with { Changed = _outcome.Changed + found.Count - same.Length, Gone = _outcome.Gone + batch.Count - found.Count };
        if (same.Length > 0)
        {
            var report = await client.DeleteAllLogsAsync(
                new GatewayLogDeleteQuery { Filters = [OfIds(same)], Limit = same.Length }, cancellationToken: cancellationToken);
            _outcome = _outcome.With(report);
        }
    }

    private static GatewayLogFilter OfIds(IEnumerable<string> ids) => new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Eq, [.. ids]);
}
