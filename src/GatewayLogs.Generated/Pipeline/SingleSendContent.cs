using System.Net;

namespace GatewayLogs.Pipeline;

/// <summary>The content of one attempt, which lets it be sent once, whatever handlers the application has added.</summary>
/// <remarks>
/// SocketsHttpHandler sends a request without content up to three times more when its connection closes, a DELETE included. It does not
/// with content, even if that is empty, and content is written each time it is sent. In registered clients <see cref="SingleSendHandler"/>
/// notices a second send before that, and keeps what became of the first.
/// </remarks>
internal sealed class SingleSendContent : HttpContent
{
    public static readonly HttpRequestOptionsKey<SingleSendContent> Key = new("GatewayLogs.SingleSend");

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpContent? _content;
    private readonly HttpRequestMessage _message;
    private Uri? _writtenTo;
    private int _sends;

    /// <summary>Creates the content of an attempt.</summary>
    /// <param name="content">The content of the request, which stays usable; null for none.</param>
    /// <param name="message">The message of the attempt.</param>
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

    /// <summary>Gets the response to the attempt without its content, if it is a failure: a handler that sends again has dropped it.</summary>
    public HttpResponseMessage? Refusal { get; private set; }

    /// <summary>Gets what the connection threw instead of a response.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins a send. Another one, which a hedging handler starts in parallel, waits for the first to end.</summary>
    /// <exception cref="GatewayLogsException">The attempt was sent before.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _sends) > 1)
        {
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw SentTwice();
        }
    }

    /// <summary>Ends a send.</summary>
    public void End(HttpResponseMessage? response, Exception? failure)
    {
        Failure = failure;
        if (response is { IsSuccessStatusCode: false })
        {
            Refusal = new HttpResponseMessage(response.StatusCode) { RequestMessage = response.RequestMessage };
            foreach (var (name, values) in response.Headers.NonValidated)
            {
                Refusal.Headers.TryAddWithoutValidation(name, values);
            }
        }

        _ended.SetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A redirect, which an HttpClient of the caller may follow, changes the address of the message.
        if (Interlocked.Exchange(ref _writtenTo, _message.RequestUri) == _message.RequestUri)
        {
            throw SentTwice();
        }

        return _content?.CopyToAsync(stream, context, cancellationToken) ?? Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        var known = _content is null ? 0 : _content.Headers.ContentLength;
        length = known.GetValueOrDefault();
        return known is not null;
    }

    /// <summary>Returns the exception for a second send. It is of the family: resilience handlers handle others, and would go on.</summary>
    private static GatewayLogsException SentTwice() => new(
        "A handler of the HttpClient tried to send a request again, which was refused: the client retries by itself, where that is safe. Remove the resilience or retry handler from the HttpClient.")
    {
        Kind = FailureKind.ResponseLost,
    };
}
