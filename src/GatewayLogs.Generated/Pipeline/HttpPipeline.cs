using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Pipeline;

/// <summary>Builds the handlers that each request of a client goes through, outermost first.</summary>
internal static class HttpPipeline
{
    /// <summary>Returns the HttpClient that the generated methods call.</summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="clock">The service's clock.</param>
    /// <param name="send">Sends one message.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "They hold no resources; the connections belong to whoever made them.")]
    public static HttpClient Create(GatewayLogsClientOptions options, ServiceClock clock, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
    {
        HttpMessageHandler chain = new TransportHandler(send);
        foreach (var handler in (DelegatingHandler[])
            [new ResponseHandler(clock), new AuthenticationHandler(), new AttemptHandler(), new RateLimitHandler(options), new RetryHandler(options)])
        {
            handler.InnerHandler = chain;
            chain = handler;
        }

        return new HttpClient(chain) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
