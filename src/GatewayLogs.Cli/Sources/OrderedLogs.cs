namespace GatewayLogs.Cli.Sources;

/// <summary>
/// Orders logs by created_at and id, like the service. Files can be larger than the memory, so each pass over them selects a block of logs
/// in order. Exports usually are in order, oldest first; then the second pass returns all remaining logs.
/// </summary>
internal sealed class OrderedLogs(GatewayLogOrderDirection direction, Func<IAsyncEnumerable<GatewayLog>> read)
{
    /// <summary>The maximum number of logs in memory.</summary>
    public const int MaxBlock = 50_000;

    private const int PageSize = 1_000;

    private readonly bool _isAscending = direction == GatewayLogOrderDirection.Ascending;

    private Key? _last;

    private bool _isInOrder = true;

    public async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ReadAsync(int? limit, int maxBlock = MaxBlock)
    {
        var left = limit ?? long.MaxValue;
        for (var isFull = true; isFull && left > 0;)
        {
            if (_last is not null && _isInOrder && _isAscending)
            {
                await foreach (var page in ReadRestAsync(left))
                {
                    yield return page;
                }

                yield break;
            }

            var size = (int)Math.Min(left, maxBlock);
            var block = await SelectAsync(size);
            foreach (var page in block.Chunk(PageSize))
            {
                yield return page;
            }

            isFull = block.Length == size;
            left -= block.Length;
        }
    }

    /// <summary>Returns the next logs in order.</summary>
    private async Task<GatewayLog[]> SelectAsync(int size)
    {
        // The first log is the one that is dropped for a better one.
        var selected = new PriorityQueue<(GatewayLog Log, Key Key), Key>(Comparer<Key>.Create((one, other) => Compare(other, one)));
        var (position, previous) = (0L, default(Key?));
        await foreach (var log in read())
        {
            var key = new Key(log.CreatedAt ?? default, log.Id, position++);
            _isInOrder &= previous is null || Compare(previous.Value, key) <= 0;
            previous = key;
            if (_last is { } last && Compare(key, last) <= 0)
            {
                continue;
            }

            if (selected.Count < size)
            {
                selected.Enqueue((log, key), key);
            }
            else if (Compare(key, selected.Peek().Key) < 0)
            {
                selected.EnqueueDequeue((log, key), key);
            }
        }

        var ordered = selected.UnorderedItems.Select(item => item.Element).ToArray();
        Array.Sort(ordered, (one, other) => Compare(one.Key, other.Key));
        _last = ordered is [.., var (_, end)] ? end : _last;
        return [.. ordered.Select(item => item.Log)];
    }

    /// <summary>Returns the logs after the last one, which follow it in the files.</summary>
    private async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ReadRestAsync(long left)
    {
        List<GatewayLog> page = [];
        var position = 0L;
        await foreach (var log in read())
        {
            if (position++ <= _last!.Value.Position)
            {
                continue;
            }

            page.Add(log);
            if (page.Count == Math.Min(PageSize, left))
            {
                yield return page;
                left -= page.Count;
                page = [];
                if (left == 0)
                {
                    yield break;
                }
            }
        }

        yield return page;
    }

    private int Compare(Key one, Key other)
    {
        var order = one.CreatedAt.CompareTo(other.CreatedAt);
        order = order == 0 ? string.CompareOrdinal(one.Id, other.Id) : order;
        order = order == 0 ? one.Position.CompareTo(other.Position) : order;
        return _isAscending ? order : -order;
    }

    /// <summary>The order of a log. The position makes it unique, because a file can contain a log twice.</summary>
    private readonly record struct Key(DateTimeOffset CreatedAt, string Id, long Position);
}
