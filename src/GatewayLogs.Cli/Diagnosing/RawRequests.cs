namespace GatewayLogs.Cli.Diagnosing;

/// <summary>
/// Sends requests with any path and query through a client, which adds the credentials and limits the rate, and keeps the responses,
/// including those that the client rejects. Sends one request at a time, and each only once.
/// </summary>
internal sealed class RawRequests : DelegatingHandler
{
    public const int Limit = 60;

    private readonly Dictionary<string, RawResponse> _responses = [];

    private string? _target;

    public RawRequests() => InnerHandler = GatewayLogsClient.CreateHttpMessageHandler();

    public int Count { get; private set; }

    /// <summary>Returns the response to a request.</summary>
    /// <param name="client">The client, whose HttpClient uses this handler.</param>
    /// <param name="target">What follows the URL of the gateway's logs, such as <c>?per_page=50</c> or <c>/ID/request</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<RawResponse> GetAsync(GatewayLogsClient client, string target, CancellationToken cancellationToken)
    {
        if (_responses.TryGetValue(target, out var known))
        {
            return known;
        }

        if (Count == Limit)
        {
            throw new NotTestableException($"The check has sent its maximum of {Limit} requests.");
        }

        _target = target;
        try
        {
            await client.ListLogsAsync(cancellationToken: cancellationToken);
        }
        catch (GatewayLogsException) when (_responses.ContainsKey(target))
        {
            // The client rejects errors and responses that are not pages; the assumptions evaluate them.
        }

        return _responses[target];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Count++;
        if (_target is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = new Uri(request.RequestUri!.GetLeftPart(UriPartial.Path) + _target);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        _responses[_target] = new RawResponse(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return response;
    }
}
