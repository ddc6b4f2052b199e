namespace GatewayLogs;

/// <summary>Finds logs by their ids.</summary>
/// <remarks>
/// Cloudflare does not document whether several values of one filter are alternatives. Ids that a request with several ids does not return
/// are therefore requested one by one, unless an earlier request with as many ids returned the last one. If a single request finds such a
/// log, all further ids are requested one by one.
/// </remarks>
internal sealed class LogLookup(Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list)
{
    private bool _takesSeveral = true;

    /// <summary>The number of values that the service is known to support as alternatives.</summary>
    private int _provenValues = 1;

    public static GatewayLogFilter ByIds(IEnumerable<string> ids) => new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. ids]);

    public async Task<Dictionary<string, GatewayLog>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = await ListAsync(ids, cancellationToken).ConfigureAwait(false);
        if (_takesSeveral && Math.Min(ids.Count, GatewayLogQuery.MaxPerPage) > _provenValues)
        {
            foreach (var id in ids.Where(id => !found.ContainsKey(id)).ToList())
            {
                foreach (var (key, log) in await ListAsync([id], cancellationToken).ConfigureAwait(false))
                {
                    _takesSeveral = false;
                    found[key] = log;
                }
            }
        }

        return found;
    }

    /// <summary>
    /// Returns the ids of logs that still exist. The logs must have been found by <see cref="FindAsync"/> before, so missing ids need no
    /// second request.
    /// </summary>
    public async Task<List<string>> FindLeftAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = await ListAsync(ids, cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(found.ContainsKey)];
    }

    private async Task<Dictionary<string, GatewayLog>> ListAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, GatewayLog> found = [];
        foreach (var batch in ids.Chunk(_takesSeveral ? GatewayLogQuery.MaxPerPage : 1))
        {
            var page = await list(
                new GatewayLogQuery { Filters = [ByIds(batch)], PerPage = GatewayLogQuery.MaxPerPage }, cancellationToken).ConfigureAwait(false);
            foreach (var log in page.Logs)
            {
                found[log.Id] = log;
            }

            if (found.ContainsKey(batch[^1]))
            {
                _provenValues = Math.Max(_provenValues, batch.Length);
            }
        }

        return found;
    }
}
