using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace GatewayLogs.Paging;

/// <summary>Reads several segments of a range concurrently and returns their pages in order.</summary>
/// <remarks>
/// The range starts as one segment. Whenever fewer than the maximum number of requests are active, the first segment with enough rows is
/// split by time, and both parts are read concurrently. The split point is estimated from the service's counts and affects only the speed.
/// The first page of a segment does not prove that no rows before it are missing. The preceding segment proves it: the row after its end,
/// which ended it, must not be before the first row of the next segment. Otherwise the preceding segment continues to the end of the range,
/// and the pages that were read ahead are dropped. The number of buffered rows is limited, and it is low until the caller has consumed some
/// rows, so that a caller that stops early has not caused many requests.
/// </remarks>
internal sealed class ParallelEnumerator(PageFetcher fetcher, GatewayLogPagingOptions options)
{
    private readonly Lock _gate = new();

    private readonly LinkedList<Part> _parts = new();

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _active;

    /// <summary>The number of buffered rows, and of rows that were returned.</summary>
    private long _waiting;

    private long _taken;

    /// <summary>The segment of the last page that was returned.</summary>
    private TimeSegment? _current;

    /// <summary>
    /// The lowest key after which this segment, and the empty segments after it, ended. The next row must not be after this key.
    /// </summary>
    private long _followingKey = long.MaxValue;

    /// <summary>Whether one of these segments ended because no row followed it. Then there must be no next row.</summary>
    private bool _isOver;

    /// <summary>Whether rows may be missing between the last page and the next one.</summary>
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

        // The row that ended a segment must be returned by a later one. If it was not, it is missing, unless it was deleted.
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

    /// <summary>Returns all workers. No workers are added after cancellation.</summary>
    private Task[] Workers()
    {
        lock (_gate)
        {
            return [.. _parts.Select(part => part.Worker)];
        }
    }

    /// <summary>
    /// Dequeues the next page in order. Returns null if it is not available yet; <paramref name="changed"/> completes when that may have
    /// changed.
    /// </summary>
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

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It is thrown when the caller reaches this part of the order.")]
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

    /// <summary>
    /// Waits while the buffer is full. The first part never waits if it has no buffered page, because the caller waits for it.
    /// </summary>
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

    /// <summary>Completes the tasks of all waiters. Their continuations run asynchronously, outside the lock.</summary>
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
