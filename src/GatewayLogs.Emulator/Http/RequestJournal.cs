namespace GatewayLogs.Emulator.Http;

/// <summary>The requests seen below the API's path: the last hundred thousand one by one, those before them as counts.</summary>
internal sealed class RequestJournal(TimeProvider clock)
{
    private const int Kept = 100_000;

    private readonly Queue<RequestRecord> _requests = new();
    private readonly Dictionary<string, RequestCount> _older = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>Notes that a request has come.</summary>
    public RequestRecord Note(string? operation, HttpRequest request)
    {
        lock (_requests)
        {
            RequestRecord seen = new(++_number, clock.GetUtcNow(), operation, request.Method, request.Path.ToUriComponent() + request.QueryString);
            _requests.Enqueue(seen);
            if (_requests.Count > Kept)
            {
                Add(_older, _requests.Dequeue().Snapshot());
            }

            return seen;
        }
    }

    /// <summary>The requests that are remembered one by one, the oldest first.</summary>
    public IReadOnlyList<EmulatedRequest> Requests()
    {
        lock (_requests)
        {
            return [.. _requests.Select(request => request.Snapshot())];
        }
    }

    /// <summary>The counts of all requests there ever were, by operation.</summary>
    public IReadOnlyDictionary<string, RequestCount> Counts()
    {
        lock (_requests)
        {
            Dictionary<string, RequestCount> counts = new(_older, StringComparer.Ordinal);
            foreach (RequestRecord request in _requests)
            {
                Add(counts, request.Snapshot());
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

    private static void Add(Dictionary<string, RequestCount> counts, EmulatedRequest request)
    {
        string operation = request.Operation ?? "none";
        RequestCount count = counts.GetValueOrDefault(operation, new RequestCount(0, 0, 0));
        counts[operation] = new RequestCount(
            count.Received + 1, count.Executed + (request.Executed ? 1 : 0), count.Faulted + (request.Fault is null ? 0 : 1));
    }
}
