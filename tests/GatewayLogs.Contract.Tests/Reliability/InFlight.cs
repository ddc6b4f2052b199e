namespace GatewayLogs.Tests.Reliability;

/// <summary>Counts the requests in flight over real connections.</summary>
internal sealed class InFlight : DelegatingHandler
{
    private int _count;

    private int _most;

    private int _total;

    public InFlight(int connections = int.MaxValue)
    {
        var handler = GatewayLogsClient.CreateHttpMessageHandler();
        handler.MaxConnectionsPerServer = connections;
        InnerHandler = handler;
    }

    public int Count => Volatile.Read(ref _count);

    public int Most => _most;

    public int Total => _total;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _total);
        var count = Interlocked.Increment(ref _count);
        for (var most = _most; count > most && Interlocked.CompareExchange(ref _most, count, most) != most; most = _most)
        {
            // Another thread has updated the maximum.
        }

        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
