namespace GatewayLogs.Emulator.Http;

/// <summary>Records the requests below the API's path: the last 100,000 individually, and older ones as counts.</summary>
internal sealed class RequestJournal(TimeProvider clock)
{
    private const int Capacity = 100_000;

    private readonly Queue<RequestRecord> _requests = new();
    private readonly Dictionary<string, RequestCount> _older = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>Adds a request.</summary>
    public RequestRecord Add(string? operation, HttpRequest request)
    {
        lock (_requests)
        {
            var record = new RequestRecord(++_number, clock.GetUtcNow(), operation, request.Method, request.Path.ToUriComponent() + request.QueryString);
            _requests.Enqueue(record);
            if (_requests.Count > Capacity)
            {
                Count(_older, _requests.Dequeue().Snapshot());
            }

            return record;
        }
    }

    /// <summary>Returns the recorded requests, the oldest first.</summary>
    public IReadOnlyList<EmulatedRequest> Requests()
    {
        lock (_requests)
        {
            return [.. _requests.Select(request => request.Snapshot())];
        }
    }

    /// <summary>Returns the number of requests by operation, including those that are no longer recorded individually.</summary>
    public IReadOnlyDictionary<string, RequestCount> Counts()
    {
        lock (_requests)
        {
            var counts = new Dictionary<string, RequestCount>(_older, StringComparer.Ordinal);
            foreach (var request in _requests)
            {
                Count(counts, request.Snapshot());
            }

            return counts;
        }
    }

    public void Clear()
    {
        lock (_requests)
        {
            _requests.Clear();
            _older.Clear();
            _number = 0;
        }
    }

    private static void Count(Dictionary<string, RequestCount> counts, EmulatedRequest request)
    {
        var operation = request.Operation ?? "none";
        var count = counts.GetValueOrDefault(operation, new RequestCount(0, 0, 0));
        counts[operation] = new RequestCount(
            count.Received + 1, count.Executed + (request.Executed ? 1 : 0), count.Faulted + (request.Fault is null ? 0 : 1));
    }
}
