namespace GatewayLogs;

/// <summary>Deletes logs by their ids, and adapts to how the service executes such requests.</summary>
/// <remarks>
/// The first request deletes a single log, which is not the oldest of the gateway: a service that ignores the filter deletes the oldest log
/// instead, and only that one, because the limit is 1. The second request names two ids with a limit of 1, which shows whether the service
/// treats several ids as alternatives. Further requests name as many ids as fit on one page. The limit equals the number of ids, so a
/// request whose logs are all gone cannot have deleted others. If some logs are left after the timeout, they are requested again in smaller
/// batches, down to single logs.
/// </remarks>
internal sealed class DeleteByIds(
    DeleteRequests requests, LogLookup lookup, DeleteWitnesses witnesses, DeleteAndConfirm delete, DeleteProgress progress,
    Func<GatewayLog, bool> isStillSelected, int maxBatch)
{
    /// <summary>With fewer logs than this, testing a request with several ids costs more requests than it saves.</summary>
    private const int MinLogsForBatches = 4;

    /// <summary>The logs that are left, in reverse order: the next log is the last element.</summary>
    private readonly List<string> _pending = [];

    private bool _hasProbed;

    private long _verified;

    /// <summary>The maximum number of ids per request; null until a request with two ids has shown whether several are supported.</summary>
    private int? _batchSize;

    /// <summary>Deletes logs, oldest first. Returns whether all of them are gone, except those that no longer match.</summary>
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
        var left = await delete.DeleteAsync(
            batch, provesSeveral ? 1 : batch.Count, requests.IsProvenById.Value && !provesSeveral, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Takes the next logs and lists them. Logs that are gone or no longer match are not requested.</summary>
    private async Task<List<string>> TakeAsync(CancellationToken cancellationToken)
    {
        var ids = !_hasProbed ? TakeFromMiddle(1)
            : _batchSize is null && _pending.Count >= MinLogsForBatches ? TakeFromMiddle(2)
            : TakeNext(_batchSize ?? 1);
        var found = await lookup.FindAsync(ids, cancellationToken).ConfigureAwait(false);
        var goneByNow = ids.Where(id => !found.ContainsKey(id) && delete.IsOutstanding(id)).ToList();
        delete.Observe(goneByNow);
            var batch = ids.Where(id => found.TryGetValue(id, out var log) && isStillSelected(log)).ToList();
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

    /// <summary>
    /// Takes logs from the middle: a service that ignores the filter deletes from either end of the order first, so it does not delete
    /// these.
    /// </summary>
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
