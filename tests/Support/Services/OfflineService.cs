namespace GatewayLogs.Tests;

/// <summary>An in-memory service that creates its clients and disposes them with itself.</summary>
internal abstract class OfflineService : HttpMessageHandler
{
    private readonly List<HttpClient> _clients = [];

    /// <summary>Creates options of a client whose waits all end at once.</summary>
    public static GatewayLogsClientOptions Options(HastyTime time)
    {
        var options = new GatewayLogsClientOptions
        {
            AccountId = "0123456789abcdef0123456789abcdef",
            GatewayId = "my-gateway",
            ApiToken = "canary-token-7Qx",
            MaxRetries = 0,
            RateLimit = null,
        };
        time.SetOn(options);
        return options;
    }

    /// <summary>Creates a client of this service.</summary>
    /// <param name="time">The clock of the client. Default: one that starts at <see cref="HastyTime.Now"/>.</param>
    public GatewayLogsClient Client(HastyTime? time = null)
    {
        _clients.Add(new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        return new GatewayLogsClient(Options(time ?? new HastyTime()), _clients[^1]);
    }

    protected override void Dispose(bool disposing)
    {
        _clients.ForEach(client => client.Dispose());
        base.Dispose(disposing);
    }
}
