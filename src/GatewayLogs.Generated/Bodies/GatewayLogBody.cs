using GatewayLogs.Bodies;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>The stored body of a request or a response: bytes as they are, never parsed and written anew.</summary>
/// <remarks>
/// Section GatewayLogBody of the document. A body of any size is read once, as bytes or as a stream. Dispose it to return its connection to
/// the pool; a stream that you have opened owns the connection, outlives the body and is disposed by you. A body can be absent, see
/// <see cref="State"/>; one that is stored can be empty.
/// </remarks>
public sealed class GatewayLogBody : IDisposable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Stream? _stream;
    private bool _isRead;
    private bool _isDisposed;

    /// <summary>Creates a body that is in memory, as a test of yours may need it.</summary>
    /// <param name="bytes">The bytes of the body.</param>
    /// <param name="contentType">Its media type; null for none.</param>
    /// <param name="response">The status and headers that it came with. Default: 200 without headers.</param>
    public GatewayLogBody(ReadOnlyMemory<byte> bytes, string? contentType = null, GatewayLogsResponse? response = null)
        : this(GatewayLogBodyState.Stored, response ?? new GatewayLogsResponse(200))
    {
        _bytes = bytes;
        ContentType = contentType;
        ContentLength = bytes.Length;
    }

    /// <summary>Creates a body that is not there, as a test of yours may need it.</summary>
    /// <param name="state">Why it is not there.</param>
    /// <param name="response">The status and headers of the answer that says so.</param>
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

    /// <summary>Whether there is a body, and if not, why.</summary>
    public GatewayLogBodyState State { get; }

    /// <summary>The media type that the service gives, such as <c>application/json</c>; null when it gives none.</summary>
    public string? ContentType { get; }

    /// <summary>The size in bytes; null when it is not known before the end is read, or when there is no body.</summary>
    public long? ContentLength { get; }

    /// <summary>The answer's status and headers.</summary>
    public GatewayLogsResponse HttpResponse { get; }

    /// <summary>What a body that came over a connection is read from.</summary>
    internal Stream? Source => _stream;

    /// <summary>Fetches and reads the body once more, with the retries of a call of its own; null when that is not wanted.</summary>
    internal Func<CancellationToken, Task<ReadOnlyMemory<byte>>>? Refetch { private get; set; }

    /// <summary>Reads the body into memory, and fetches it anew when it breaks off or stops on its way.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All bytes of the body.</returns>
    /// <exception cref="GatewayLogsException">The body was cut short again and again, or is larger than 32 MiB.</exception>
    /// <exception cref="InvalidOperationException">There is no body, or it was read already.</exception>
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
            return await ResponseBuffer.ReadToKeepAsync(stream, HttpResponse, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayLogsException exception) when (Refetch is not null && RetryTable.GetStopReason(RetrySafety.Safe, exception.Kind, null, 1) is null)
        {
            return await Refetch(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the body for reading. It is not kept in memory, and it is not fetched again when it breaks.</summary>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>
    /// The bytes of the body. Dispose the stream to return the connection to the pool; disposing the body leaves it open. Reading throws a <see cref="GatewayLogsException"/> when the body is cut short, and a
    /// <see cref="GatewayLogsTimeoutException"/> when it stops for longer than <see cref="GatewayLogsClientOptions.BodyInactivityTimeout"/>.
    /// </returns>
    /// <exception cref="InvalidOperationException">There is no body, or it was read already.</exception>
    /// <exception cref="ObjectDisposedException">The body was disposed before it was read.</exception>
    public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireUnread();
        return Task.FromResult(_stream ?? new PrefixedStream(_bytes, Stream.Null));
    }

    /// <summary>Returns the connection to the pool, unless a stream that was opened owns it.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (!_isRead)
        {
            _stream?.Dispose();
        }
    }

    /// <summary>Takes the content, so that it can be read after the generated method has disposed the message, which keeps the headers.</summary>
    internal static GatewayLogBody TakeFrom(HttpResponseMessage message, GatewayLogsResponse response, GatewayLogsClientOptions options)
    {
        var headers = message.Content.Headers;
        var body = new GatewayLogBody(
            new ResponseStream(message.Content, response, options.BodyInactivityTimeout, options.TimeProvider), headers.ContentType?.MediaType, headers.ContentLength, response);
        message.Content = new ByteArrayContent([]);
        foreach (var (name, values) in headers.NonValidated)
        {
            message.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return body;
    }

    internal GatewayLogBody WithBytes(ReadOnlyMemory<byte> bytes) => new(bytes, ContentType, HttpResponse);

    internal GatewayLogBody WithStream(Stream stream, long? length) => new(stream, ContentType, length, HttpResponse);

    private void RequireUnread()
    {
        if (State != GatewayLogBodyState.Stored)
        {
            throw new InvalidOperationException($"There is no body to read: its State is {State}.");
        }

        if (_isRead)
        {
            throw new InvalidOperationException("The body was read already. Keep its bytes, or get it again.");
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _isRead = true;
    }
}
