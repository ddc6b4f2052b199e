namespace GatewayLogs;

/// <summary>Deletes logs by their ids, and learns on the way what the service does with such requests.</summary>
/// <remarks>
/// First one log, which is not the oldest of the gateway: a service that ignores the filter deletes the oldest instead, and no more than that
/// one because the limit is 1. Then one of two logs, which shows whether several ids are alternatives. Only then as many as fit into one
/// listing. A request whose logs are all gone has deleted nothing else, because its limit is their number; when some are left although time
/// has passed, the rest is requested again in smaller batches, down to single logs.
/// </remarks>
internal sealed class DeleteByIds(
    DeleteRequests requests, LogLookup lookup, DeleteWitnesses witnesses, DeleteAndConfirm delete, DeleteProgress progress, Func<GatewayLog, bool> isStillMeant, int maxBatch)
{
    /// <summary>With fewer logs than this, asking for several at once costs more requests than it saves.</summary>
    private const int FewLogs = 4;

    /// <summary>The logs that are left, the next at the end.</summary>
    private readonly List<string> _pending = [];

    private bool _hasProbed;

    private long _verified;

    /// <summary>How many ids a request may have; null until one with two has shown whether it may have several.</summary>
    private int? _batchSize;

    /// <summary>Deletes logs.</summary>
    /// <param name="ids">The logs, oldest first.</param>
    /// <param name="cancellationToken">Ends the deletion between two requests.</param>
    /// <returns>Whether none of them is left, apart from those that are not meant any more.</returns>
    public async Task<bool> RunAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        _pending.AddRange(ids.Reverse());
        while (_pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = await TakeAsync(cancellationToken).ConfigureAwait(false);
            if (batch.Count > 0 && !await DeleteAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> DeleteAsync(List<string> batch, CancellationToken cancellationToken)
    {
        var provesSeveral = _batchSize is null && batch.Count > 1;
        var left = await delete.DeleteAsync(batch, provesSeveral ? 1 : batch.Count, requests.IsProvenById.Value && !provesSeveral, cancellationToken).ConfigureAwait(false);
        _pending.AddRange(left);
        if (delete.Suspicion is not null)
        {
            return _pending.Count == 0;
        }

        var gone = batch.Count - left.Count;
        _hasProbed |= gone > 0;
        requests.IsProvenById.Value |= gone > 0;
        if (provesSeveral)
        {
            _batchSize = gone > 0 ? maxBatch : delete.IsUnsure ? null : 1;
        }
        else if (batch.Count > 1 && left.Count > 0 && !delete.IsUnsure)
        {
            _batchSize = Math.Max(gone, 1);
        }

        return gone > 0 || batch.Count > 1 || delete.IsUnsure;
    }

    /// <summary>Takes the next logs, and lists them: those that are gone, or do not match any more, are not requested.</summary>
    private async Task<List<string>> TakeAsync(CancellationToken cancellationToken)
    {
        var ids = !_hasProbed ? TakeFromMiddle(1)
            : _batchSize is null && _pending.Count >= FewLogs ? TakeFromMiddle(2)
            : TakeNext(_batchSize ?? 1);
        var found = await lookup.FindAsync(ids, cancellationToken).ConfigureAwait(false);
        var goneByNow = ids.Where(id => !found.ContainsKey(id) && delete.IsOutstanding(id)).ToList();
        delete.Observe(goneByNow);
        var batch = ids.Where(id => found.TryGetValue(id, out var log) && isStillMeant(log)).ToList();
        var (report, goneBefore) = (progress.Report, ids.Count - found.Count - goneByNow.Count);
        _verified += batch.Count(id => !delete.IsOutstanding(id));
        progress.Observe(report with
        {
            Verified = Math.Max(report.Verified, _verified),
            AlreadyGone = report.AlreadyGone + goneBefore,
            Changed = report.Changed + found.Count - batch.Count,
            Remaining = report.Remaining - goneBefore,
            ProbeId = _hasProbed ? report.ProbeId : batch is [var probe] ? probe : null,
        });
        return batch;
    }

    private List<string> TakeNext(int count)
    {
        var start = Math.Max(0, _pending.Count - count);
        var ids = _pending[start..];
        _pending.RemoveRange(start, ids.Count);
        ids.Reverse();
        return ids;
    }

    /// <summary>Takes logs that a service which ignores the filter does not delete first, whichever end it begins at.</summary>
    private List<string> TakeFromMiddle(int count)
    {
        List<string> ids = [];
        for (var i = _pending.Count / 2; ids.Count < count && _pending.Count > 0; i = Math.Min(i, _pending.Count - 1))
        {
            if (_pending.Count > 1 && _pending[i] == witnesses.OldestId)
            {
                i = i > 0 ? i - 1 : 1;
            }

            ids.Add(_pending[i]);
            _pending.RemoveAt(i);
        }

        return ids;
    }
}
