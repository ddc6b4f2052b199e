namespace GatewayLogs.Tests;

/// <summary>A service in memory, with clients that wait for nothing and live as long as it.</summary>
internal abstract class OfflineService : HttpMessageHandler
{
    private readonly List<HttpClient> _clients = [];

    /// <param name="time">The clock of the client. Default: one that begins at <see cref="HastyTime.Now"/>.</param>
    public GatewayLogsClient Client(HastyTime? time = null)
    {
        var options = TestClient.Options();
        (time ?? new HastyTime()).SetOn(options);
        _clients.Add(new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        return new GatewayLogsClient(options, _clients[^1]);
    }

    protected override void Dispose(bool disposing)
    {
        _clients.ForEach(client => client.Dispose());
        base.Dispose(disposing);
    }
}
