using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace GatewayLogs;

/// <summary>Reads several stretches of a range at once and gives their pages in order.</summary>
/// <remarks>
/// The range begins as one stretch. When a request is free, the first stretch that holds enough rows is cut in two by time and its rest
/// is read beside it. Where the cut falls is a guess from counts and so only a matter of speed: the stretches join at a key, whatever rows
/// lie there, and each is read to its own proven end. Rows that wait for those before them are bounded, and few until the caller has
/// taken some: a caller who breaks off early has not paid for a long way ahead.
/// </remarks>
internal sealed class WindowedWalk(WalkSource source, GatewayLogWalkOptions options)
{
    private readonly Lock _gate = new();

    private readonly LinkedList<Part> _parts = new();

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _active;

    /// <summary>The rows that wait to be taken, and those that were.</summary>
    private long _waiting;

    private long _taken;

    private double RowsOfAPart => Math.Clamp((double)_taken / options.Prefetch, options.SmallestStretch, options.LargestStretch);

    private long MostWaiting => Math.Clamp(4 * _taken, options.Prefetch * source.Range.PerPage, options.MostRowsAhead);

    public async IAsyncEnumerable<GatewayLogPage> ReadAsync(WalkStretch whole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            lock (_gate)
            {
                Begin(_parts.AddFirst(new Part(whole)), stop.Token);
            }

            while (_parts.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Next(stop.Token, out var changed) is { } page)
                {
                    yield return page;
                }
                else
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
    }

    /// <summary>All that are at work; there are no new ones once they are told to stop.</summary>
    private Task[] Workers()
    {
        lock (_gate)
        {
            return [.. _parts.Select(part => part.Worker)];
        }
    }

    /// <summary>Takes the next page in order; null when there is none yet, and then says what to wait for.</summary>
    private GatewayLogPage? Next(CancellationToken stop, out Task changed)
    {
        lock (_gate)
        {
            changed = _changed.Task;
            var first = _parts.First!.Value;
            if (first.Pages.TryDequeue(out var page))
            {
                _waiting -= page.Logs.Count;
                _taken += page.Logs.Count;
            }
            else if (first.Failure is not null)
            {
                first.Failure.Throw();
            }
            else if (first.Stretch.IsComplete)
            {
                _parts.RemoveFirst();
            }
            else
            {
                return null;
            }

            CutWhileFree(stop);
            Announce();
            return page;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It is thrown again where the caller reaches its place in the order.")]
    private async Task WorkAsync(Part part, CancellationToken stop)
    {
        try
        {
            while (!part.Stretch.IsComplete)
            {
                await MayAskAsync(part, stop).ConfigureAwait(false);
                var page = await part.Stretch.AskAsync(stop).ConfigureAwait(false);
                lock (_gate)
                {
                    var rows = part.Stretch.Take(page);
                    if (rows.Count > 0)
                    {
                        part.Pages.Enqueue(page.Answer.With(rows));
                        _waiting += rows.Count;
                    }

                    CutWhileFree(stop);
                    Announce();
                }
            }
        }
        catch (Exception exception)
        {
            part.Failure = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_gate)
        {
            _active--;
            CutWhileFree(stop);
            Announce();
        }
    }

    /// <summary>Waits while enough rows wait already. The first part is always let on when it runs dry, or nothing would go on.</summary>
    private async Task MayAskAsync(Part part, CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting < MostWaiting || (part == _parts.First!.Value && part.Pages.Count == 0))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private void CutWhileFree(CancellationToken stop)
    {
        while (_active < options.Prefetch && _parts.Count < 2 * options.Prefetch && _waiting < MostWaiting && !stop.IsCancellationRequested)
        {
            var node = _parts.First;
            WalkStretch? rest = null;
            while (node is not null && (rest = Cut(node)) is null)
            {
                node = node.Next;
            }

            if (rest is null)
            {
                return;
            }

            Begin(_parts.AddAfter(node!, new Part(rest)), stop);
        }
    }

    private WalkStretch? Cut(LinkedListNode<Part> node)
    {
        var (stretch, next) = (node.Value.Stretch, node.Next?.Value.Stretch);
        if (stretch.IsComplete || node.Value.Failure is not null || stretch.RowsLeft is not { } left || (next is not null && next.RowsFromStart is null))
        {
            return null;
        }

        left -= next?.RowsFromStart ?? 0;
        return left > 1.5 * RowsOfAPart ? stretch.Cut(RowsOfAPart, left) : null;
    }

    private void Begin(LinkedListNode<Part> node, CancellationToken stop)
    {
        _active++;
        node.Value.Worker = Task.Run(() => WorkAsync(node.Value, stop), CancellationToken.None);
    }

    /// <summary>Wakes all that wait; they run elsewhere, not under the lock.</summary>
    private void Announce()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Part(WalkStretch stretch)
    {
        public WalkStretch Stretch => stretch;

        public Queue<GatewayLogPage> Pages { get; } = new();

        public ExceptionDispatchInfo? Failure { get; set; }

        public Task Worker { get; set; } = Task.CompletedTask;
    }
}
