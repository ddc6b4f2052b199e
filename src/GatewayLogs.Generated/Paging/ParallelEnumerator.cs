using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace GatewayLogs.Paging;

/// <summary>Reads several segments of a range at once and returns their pages in order.</summary>
/// <remarks>
/// The range begins as one segment. When a request is free, the first segment that holds enough rows is split in two by time, and both are
/// read at once. Where it is split is a guess from counts and so a matter of speed only. No row on the first page of a segment shows that
/// none is missing before it, so the segment before must show that: the row it ended at, past its end, must not lie before the first row
/// of the next one. Otherwise the segment before is continued to the end of the range, and what was read ahead is dropped. Rows that wait
/// for those before them are bounded, and few until the caller has taken some: a caller who breaks off early has not paid for reading far
/// ahead.
/// </remarks>
internal sealed class ParallelEnumerator(PageFetcher fetcher, GatewayLogPagingOptions options)
{
    private readonly Lock _gate = new();

    private readonly LinkedList<Part> _parts = new();

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _active;

    /// <summary>How many rows wait to be taken, and how many were.</summary>
    private long _waiting;

    private long _taken;

    /// <summary>The segment that the last page was taken from.</summary>
    private TimeSegment? _current;

    /// <summary>The lowest key at which that segment, and those without rows after it, ended. The next row must not lie after it.</summary>
    private long _followingKey = long.MaxValue;

    /// <summary>Whether one of these segments ended because no row followed. Then there must be no next row.</summary>
    private bool _isOver;

    /// <summary>Whether the next page would not follow the last one directly.</summary>
    private bool _hasGap;

    private double RowsOfPart => Math.Clamp((double)_taken / options.MaxConcurrency, options.MinSegmentRows, options.MaxSegmentRows);

    private long MaxWaiting => Math.Clamp(4 * _taken, options.MaxConcurrency * fetcher.Range.PerPage, options.MaxBufferedRows);

    public async IAsyncEnumerable<GatewayLogPage> ReadAsync(TimeSegment whole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            lock (_gate)
            {
                _current = whole;
                Start(_parts.AddFirst(new Part(whole)), stop.Token);
            }

            while (_parts.Count > 0 && !_hasGap)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Next(stop.Token, out var changed) is { } page)
                {
                    yield return page;
                }
                else if (!_hasGap)
                {
                    await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(Workers()).ConfigureAwait(false);
        }

        // A row that ended a segment and was not returned is missing as well, unless it was deleted.
        if (_hasGap || _followingKey < fetcher.Range.End)
        {
            whole = _current;
            whole.Extend(fetcher.Range.End);
            await foreach (var page in whole.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return page;
            }
        }
    }

    /// <summary>Returns all workers; there are no new ones once they are to stop.</summary>
    private Task[] Workers()
    {
        lock (_gate)
        {
            return [.. _parts.Select(part => part.Worker)];
        }
    }

    /// <summary>Takes the next page in order; null when there is none yet, and then returns what to wait for.</summary>
    private GatewayLogPage? Next(CancellationToken stop, out Task changed)
    {
        lock (_gate)
        {
            changed = _changed.Task;
            var first = _parts.First!.Value;
            if (first.Pages.TryDequeue(out var page))
            {
                if (first.Segment != _current)
                {
                    _hasGap = _isOver || fetcher.Range.GetKey(page.Logs[0]) > _followingKey;
                    if (_hasGap)
                    {
                        return null;
                    }

                    (_current, _followingKey) = (first.Segment, long.MaxValue);
                }

                _waiting -= page.Logs.Count;
                _taken += page.Logs.Count;
            }
            else if (first.Failure is not null)
            {
                first.Failure.Throw();
            }
            else if (first.IsDone)
            {
                _followingKey = Math.Min(_followingKey, first.Segment.FollowingKey ?? long.MaxValue);
                _isOver |= first.Segment.FollowingKey is null;
                _parts.RemoveFirst();
            }
            else
            {
                return null;
            }

            SplitWhileFree(stop);
            Signal();
            return page;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It is thrown again where the caller reaches its place in the order.")]
    private async Task WorkAsync(Part part, CancellationToken stop)
    {
        try
        {
            await WaitForRoomAsync(part, stop).ConfigureAwait(false);
            await foreach (var page in part.Segment.ReadAsync(stop).ConfigureAwait(false))
            {
                lock (_gate)
                {
                    part.Pages.Enqueue(page);
                    _waiting += page.Logs.Count;
                    SplitWhileFree(stop);
                    Signal();
                }

                await WaitForRoomAsync(part, stop).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            part.Failure = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_gate)
        {
            part.IsDone = true;
            _active--;
            SplitWhileFree(stop);
            Signal();
        }
    }

    /// <summary>Waits while enough rows wait already. The first part never waits when it has no page left, or nothing would go on.</summary>
    private async Task WaitForRoomAsync(Part part, CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting < MaxWaiting || part.Segment.IsComplete || (part == _parts.First!.Value && part.Pages.Count == 0))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private void SplitWhileFree(CancellationToken stop)
    {
        while (_active < options.MaxConcurrency && _parts.Count < 2 * options.MaxConcurrency && _waiting < MaxWaiting && !stop.IsCancellationRequested)
        {
            var node = _parts.First;
            TimeSegment? rest = null;
            while (node is not null && (rest = Split(node)) is null)
            {
                node = node.Next;
            }

            if (rest is null)
            {
                return;
            }

            Start(_parts.AddAfter(node!, new Part(rest)), stop);
        }
    }

    private TimeSegment? Split(LinkedListNode<Part> node) =>
        node.Value.Failure is null ? node.Value.Segment.Split(RowsOfPart, node.Next?.Value.Segment) : null;

    private void Start(LinkedListNode<Part> node, CancellationToken stop)
    {
        _active++;
        node.Value.Worker = Task.Run(() => WorkAsync(node.Value, stop), CancellationToken.None);
    }

    /// <summary>Resumes all that wait; they run elsewhere, not under the lock.</summary>
    private void Signal()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Part(TimeSegment segment)
    {
        public TimeSegment Segment => segment;

        public Queue<GatewayLogPage> Pages { get; } = new();

        public bool IsDone { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public Task Worker { get; set; } = Task.CompletedTask;
    }
}
