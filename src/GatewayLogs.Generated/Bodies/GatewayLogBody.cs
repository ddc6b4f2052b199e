namespace GatewayLogs;

/// <summary>The stored body of a request or a response: bytes as they are, never parsed and written anew.</summary>
/// <remarks>Section GatewayLogBody of the document. Dispose it, or read it to its end, to give its connection back.</remarks>
public sealed class GatewayLogBody : IDisposable
{
    private readonly HttpContent _content;

    private GatewayLogBody(HttpContent content, GatewayLogsResponse response)
    {
        _content = content;
        HttpResponse = response;
    }

    /// <summary>The media type that the service gives, such as <c>application/json</c>; null when it gives none.</summary>
    public string? ContentType => _content.Headers.ContentType?.MediaType;

    /// <summary>The size in bytes; null when it is not known before the end is read.</summary>
    public long? ContentLength => _content.Headers.ContentLength;

    /// <summary>The answer's status and headers.</summary>
    public GatewayLogsResponse HttpResponse { get; }

    /// <summary>Reads the body into memory.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All bytes of the body.</returns>
    /// <exception cref="GatewayLogsException">The body was cut short, or is larger than 32 MiB.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsBytesAsync(CancellationToken cancellationToken = default) =>
        await AnswerBytes.ReadAsync(_content, HttpResponse, cancellationToken).ConfigureAwait(false);

    /// <summary>Opens the body for reading, once.</summary>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The bytes of the body. The stream throws an <see cref="IOException"/> when the body is cut short.</returns>
    public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken = default) => _content.ReadAsStreamAsync(cancellationToken);

    /// <summary>Gives the connection back.</summary>
    public void Dispose() => _content.Dispose();

    /// <summary>Takes the content, so that it can be read after the generated code has disposed the message.</summary>
    internal static GatewayLogBody TakeFrom(HttpResponseMessage message, GatewayLogsResponse response)
    {
        var body = new GatewayLogBody(message.Content, response);
        message.Content = null;
        return body;
    }

    /// <summary>Takes a JSON body out of its envelope, if it is in one, and checks that it is whole.</summary>
    internal async Task<GatewayLogBody> UnwrapAsync(CancellationToken cancellationToken)
    {
        if (ContentType is "text/html")
        {
            Dispose();
            throw Unreadable("is an HTML page");
        }

        if (ContentType is { } type && type is not "application/json" && !type.EndsWith("+json", StringComparison.Ordinal))
        {
            return this;
        }

        using var content = _content;
        var bytes = await AnswerBytes.ReadAsync(content, HttpResponse, cancellationToken).ConfigureAwait(false);
        if (!EnvelopedBody.TryRead(bytes, out var envelope))
        {
            throw Unreadable(bytes.Count == 0 ? "is empty" : "is not whole JSON");
        }

        if (envelope is { Success: false })
        {
            throw GatewayLogsException.Refusal(HttpResponse, bytes);
        }

        var payload = new ReadOnlyMemoryContent(envelope is null ? bytes : bytes[envelope.Result]);
        payload.Headers.ContentType = content.Headers.ContentType;
        return new GatewayLogBody(payload, HttpResponse);
    }

    private GatewayLogsException Unreadable(string problem) => new(
        FailureMessage.WithRayId(
            $"The service answered 200, but the stored body {problem}. Try again, or read it as it is by switching the unwrapping off.", HttpResponse),
        HttpResponse);
}
