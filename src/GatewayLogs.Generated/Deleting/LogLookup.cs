namespace GatewayLogs;

/// <summary>Finds logs by their ids.</summary>
/// <remarks>
/// Whether several values of one filter are alternatives is not documented. So ids that a request for several does not return are requested
/// one by one, unless an earlier request for as many returned the last of them; and if that finds any, all further ids are.
/// </remarks>
internal sealed class LogLookup(Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list)
{
    private bool _takesSeveral = true;

    /// <summary>How many values the service is known to compare with.</summary>
    private int _provenValues = 1;

    public static GatewayLogFilter OfIds(IEnumerable<string> ids) => new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. ids]);

    /// <summary>Returns the logs that exist.</summary>
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

    /// <summary>Returns those that are left of logs that <see cref="FindAsync"/> found: ids that are not returned need no second request.</summary>
    public async Task<List<string>> FindLeftAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = await ListAsync(ids, cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(found.ContainsKey)];
    }

    private async Task<Dictionary<string, GatewayLog>> ListAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, GatewayLog> found = [];
        foreach (var some in ids.Chunk(_takesSeveral ? GatewayLogQuery.MaxPerPage : 1))
        {
            var page = await list(new GatewayLogQuery { Filters = [OfIds(some)], PerPage = GatewayLogQuery.MaxPerPage }, cancellationToken).ConfigureAwait(false);
            foreach (var log in page.Logs)
            {
                found[log.Id] = log;
            }

            if (found.ContainsKey(some[^1]))
            {
                _provenValues = Math.Max(_provenValues, some.Length);
            }
        }

        return found;
    }
}
