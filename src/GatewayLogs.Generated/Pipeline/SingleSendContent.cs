using System.Net;

namespace GatewayLogs.Pipeline;

/// <summary>
/// The content of one attempt. It ensures that the attempt is sent only once, even if the application added handlers that retry.
/// </summary>
/// <remarks>
/// SocketsHttpHandler replays a request without content up to three times when its connection closes, even a DELETE; content, even if
/// empty, prevents that. Content is serialized each time it is sent, so a second send is detected and rejected here. In registered clients,
/// <see cref="SingleSendHandler"/> detects it earlier and keeps the outcome of the first send.
/// </remarks>
internal sealed class SingleSendContent : HttpContent
{
    public static readonly HttpRequestOptionsKey<SingleSendContent> Key = new("GatewayLogs.SingleSend");

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpContent? _content;
    private readonly HttpRequestMessage _message;
    private Uri? _writtenTo;
    private int _sends;

    /// <summary>Creates the content of the message of an attempt. The content of the request remains usable.</summary>
    public SingleSendContent(HttpContent? content, HttpRequestMessage message)
    {
        (_content, _message) = (content, message);
        if (content is not null)
        {
            Headers.ContentType = content.Headers.ContentType;
        }
    }

    /// <summary>Gets whether the attempt has reached the innermost handler.</summary>
    public bool WasSent => Volatile.Read(ref _sends) > 0;

    /// <summary>
    /// Gets the response to the attempt without its content if it is a failure. It is kept because a handler that retries has dropped it.
    /// </summary>
    public HttpResponseMessage? FailedResponse { get; private set; }

    /// <summary>Gets the exception of the attempt, if no response arrived.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// Starts sending. A second send, which a hedging handler starts concurrently, waits until the first one ends and then throws.
    /// </summary>
    /// <exception cref="GatewayLogsException">The attempt has already been sent.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _sends) > 1)
        {
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw CreateSentTwice();
        }
    }

    public void End(HttpResponseMessage? response, Exception? failure)
    {
        Failure = failure;
        if (response is { IsSuccessStatusCode: false })
        {
            FailedResponse = new HttpResponseMessage(response.StatusCode) { RequestMessage = response.RequestMessage };
            foreach (var (name, values) in response.Headers.NonValidated)
            {
                FailedResponse.Headers.TryAddWithoutValidation(name, values);
            }
        }

        _ended.SetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // If the caller's HttpClient follows a redirect, the content is sent again to another URL.
        if (Interlocked.Exchange(ref _writtenTo, _message.RequestUri) == _message.RequestUri)
        {
            throw CreateSentTwice();
        }

        return _content?.CopyToAsync(stream, context, cancellationToken) ?? Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        var known = _content is null ? 0 : _content.Headers.ContentLength;
        length = known.GetValueOrDefault();
        return known is not null;
    }

    /// <summary>
    /// Returns the exception for a second send. It is a GatewayLogsException, because resilience handlers handle HttpRequestException and
    /// would retry again.
    /// </summary>
    private static GatewayLogsException CreateSentTwice() => new(
        "A handler of the HttpClient tried to send a request again, which was rejected. "
        + "The client retries requests itself where a retry is safe. Remove the resilience or retry handler from the HttpClient.")
    {
        Kind = FailureKind.ResponseLost,
    };
}
