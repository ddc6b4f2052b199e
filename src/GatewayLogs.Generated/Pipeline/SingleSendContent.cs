using System.Net;

namespace GatewayLogs.Pipeline;

/// <summary>Content of one attempt that can be written once, for handlers that send again and for SocketsHttpHandler.</summary>
/// <remarks>
/// SocketsHttpHandler sends a request without content up to three times more when its connection closes, a DELETE included. It does not
/// with content, even if that is empty, and it writes content each time it sends.
/// </remarks>
internal sealed class SingleSendContent : HttpContent
{
    private readonly HttpContent? _content;
    private readonly HttpRequestMessage _message;
    private Uri? _sentTo;

    /// <summary>Creates the content of an attempt.</summary>
    /// <param name="content">The content of the request, which stays usable; null for none.</param>
    /// <param name="message">The message of the attempt.</param>
    public SingleSendContent(HttpContent? content, HttpRequestMessage message)
    {
        (_content, _message) = (content, message);
        if (content is not null)
        {
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A redirect, which an HttpClient of the caller may follow, changes the address of the message.
        if (Interlocked.Exchange(ref _sentTo, _message.RequestUri) == _message.RequestUri)
        {
            throw SingleSend.SentTwice();
        }

        return _content?.CopyToAsync(stream, context, cancellationToken) ?? Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        var known = _content is null ? 0 : _content.Headers.ContentLength;
        length = known.GetValueOrDefault();
        return known is not null;
    }
}
