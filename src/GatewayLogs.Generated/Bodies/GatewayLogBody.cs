using GatewayLogs.Bodies;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>The stored body of a request or response, as unmodified bytes.</summary>
/// <remarks>
/// Schema <c>GatewayLogBody</c> in the OpenAPI document. A body can be read once, as bytes or as a stream. Dispose the body to return its
/// connection to the pool. A stream opened by <see cref="ReadAsStreamAsync"/> owns the connection: it remains usable after the body is
/// disposed, and the caller disposes it. <see cref="State"/> shows whether there is a body; a stored body can be empty.
/// </remarks>
public sealed class GatewayLogBody : IDisposable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Stream? _stream;
    private bool _isRead;
    private bool _isDisposed;

    /// <summary>Creates a body from bytes in memory, for tests.</summary>
    /// <param name="bytes">The bytes of the body.</param>
    /// <param name="contentType">The media type; null if unknown.</param>
    /// <param name="response">The status and headers of the response. Default: status 200 without headers.</param>
    public GatewayLogBody(ReadOnlyMemory<byte> bytes, string? contentType = null, GatewayLogsResponse? response = null)
        : this(GatewayLogBodyState.Stored, response ?? new GatewayLogsResponse(200))
    {
        _bytes = bytes;
        ContentType = contentType;
        ContentLength = bytes.Length;
    }

    /// <summary>Creates a body that is not available, for tests.</summary>
    /// <param name="state">The reason.</param>
    /// <param name="response">The status and headers of the response.</param>
    public GatewayLogBody(GatewayLogBodyState state, GatewayLogsResponse response)
    {
        State = state;
        HttpResponse = response;
    }

    private GatewayLogBody(Stream stream, string? contentType, long? contentLength, GatewayLogsResponse response)
        : this(GatewayLogBodyState.Stored, response)
    {
        _stream = stream;
        ContentType = contentType;
        ContentLength = contentLength;
    }

    /// <summary>Gets whether there is a body, and the reason if there is none.</summary>
    public GatewayLogBodyState State { get; }

    /// <summary>Gets the media type, such as <c>application/json</c>; null if the service does not return one.</summary>
    public string? ContentType { get; }

    /// <summary>
    /// Gets the size in bytes; null if there is no body, or if the size is not known before the whole body has been read.
    /// </summary>
    public long? ContentLength { get; }

    /// <summary>Gets the status and headers of the response.</summary>
    public GatewayLogsResponse HttpResponse { get; }

    /// <summary>Gets the stream of a body that is read from the connection; null for a body in memory.</summary>
    internal Stream? Source => _stream;

    /// <summary>
    /// Gets the exception to throw if the body is not stored but an error of the service: an HTML page or a failure envelope with status
    /// 200. Null for all other bodies.
    /// </summary>
    internal GatewayLogsException? PossibleError { get; private init; }

    /// <summary>Gets or sets a function that downloads the body again, with retries of its own; null if retries are disabled.</summary>
    internal Func<CancellationToken, Task<ReadOnlyMemory<byte>>>? Refetch { private get; set; }

    /// <summary>Reads the body into memory. If the download is interrupted or stalls, the body is requested again.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>All bytes of the body.</returns>
    /// <exception cref="GatewayLogsException">
    /// The body is larger than 32 MiB, or its download was interrupted and the retries failed.
    /// </exception>
    /// <exception cref="InvalidOperationException">There is no body, or it has already been read.</exception>
    /// <exception cref="ObjectDisposedException">The body was disposed before it was read.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsBytesAsync(CancellationToken cancellationToken = default)
    {
        RequireUnread();
        if (_stream is null)
        {
            return _bytes;
        }

        try
        {
            using var stream = _stream;
            return await ResponseBuffer.ReadToArrayAsync(stream, HttpResponse, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayLogsException exception) when (Refetch is not null && RetryTable.GetStopReason(RetrySafety.Safe, exception.Kind, null, 1) is null)
        {
            return await Refetch(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the body as a stream. It is not buffered, and interrupted downloads are not retried.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// A stream with the bytes of the body. Dispose it to return the connection to the pool; disposing the body does not close it. Reading
    /// throws a <see cref="GatewayLogsException"/> if the response is cut off, and a <see cref="GatewayLogsTimeoutException"/> if it stalls
    /// or arrives too slowly (<see cref="GatewayLogsClientOptions.BodyInactivityTimeout"/>).
    /// </returns>
    /// <exception cref="InvalidOperationException">There is no body, or it has already been read.</exception>
    /// <exception cref="ObjectDisposedException">The body was disposed before it was read.</exception>
    public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireUnread();
        return Task.FromResult(_stream ?? new PrefixedStream(_bytes, Stream.Null));
    }

    /// <summary>Returns the connection to the pool, unless a stream was opened, which owns it.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (!_isRead)
        {
            _stream?.Dispose();
        }
    }

    /// <summary>
    /// Detaches the content from a response, because the generated method disposes the response before the body is read. The headers
    /// remain.
    /// </summary>
    internal static GatewayLogBody DetachFrom(HttpResponseMessage message, GatewayLogsResponse response, GatewayLogsClientOptions options)
    {
        var headers = message.Content.Headers;
        var body = new GatewayLogBody(
            new ResponseStream(message.Content, response, options.BodyInactivityTimeout, options.TimeProvider),
            headers.ContentType?.MediaType, headers.ContentLength, response);
        message.Content = new ByteArrayContent([]);
        foreach (var (name, values) in headers.NonValidated)
        {
            message.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return body;
    }

    internal GatewayLogBody WithBytes(ReadOnlyMemory<byte> bytes, GatewayLogsException? possibleError = null) =>
        new(bytes, ContentType, HttpResponse) { PossibleError = possibleError };

    internal GatewayLogBody WithStream(Stream stream, GatewayLogsException? possibleError) =>
        new(stream, ContentType, ContentLength, HttpResponse) { PossibleError = possibleError };

    private void RequireUnread()
    {
        if (State != GatewayLogBodyState.Stored)
        {
            throw new InvalidOperationException($"There is no body: its State is {State}. Check State before reading.");
        }

        if (_isRead)
        {
            throw new InvalidOperationException("The body has already been read. Keep its bytes, or request the body again.");
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _isRead = true;
    }
}
