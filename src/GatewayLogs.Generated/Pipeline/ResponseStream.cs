using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Pipeline;

/// <summary>The content of a response: each read has a timeout, and a failure of the transport is a <see cref="GatewayLogsException"/>.</summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    private readonly HttpContent _content;
    private readonly GatewayLogsResponse _response;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _clock;
    private readonly bool _outlivesAttempt;
    private Stream? _inner;
    private bool _wasCancelled;

    /// <summary>Creates content that is read to its end within its attempt.</summary>
    /// <param name="content">The content.</param>
    /// <param name="response">The status and headers of the response.</param>
    /// <param name="timeout">How long each read may take.</param>
    /// <param name="clock">The timer of the attempt; it cancels the token of each read.</param>
    public ResponseStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, CancellationTokenSource clock) =>
        (_content, _response, _timeout, _clock) = (content, response, timeout, clock);

    /// <summary>Creates content that the caller reads after the call.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is disposed with the stream.")]
    public ResponseStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, TimeProvider time)
        : this(content, response, timeout, new CancellationTokenSource(Timeout.InfiniteTimeSpan, time)) => _outlivesAttempt = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_wasCancelled)
        {
            throw new InvalidOperationException("An earlier read of this body was cancelled, which closed its connection. Get the body again.");
        }

        using var caller = _outlivesAttempt ? cancellationToken.UnsafeRegister(static clock => ((CancellationTokenSource)clock!).Cancel(), _clock) : default;
        var token = _outlivesAttempt ? _clock.Token : cancellationToken;
        try
        {
            _clock.CancelAfter(_timeout);
            _inner ??= await _content.ReadAsStreamAsync(token).ConfigureAwait(false);
            var count = await _inner.ReadAsync(buffer, token).ConfigureAwait(false);
            _clock.CancelAfter(Timeout.InfiniteTimeSpan);
            return count;
        }
        catch (Exception exception) when (IsCancelled(cancellationToken) && IsOfTransport(exception))
        {
            _wasCancelled = true;
            throw new OperationCanceledException(null, exception, cancellationToken);
        }
        catch (Exception exception) when (_clock.IsCancellationRequested && IsOfTransport(exception))
        {
            throw GatewayLogsTimeoutException.OfBody(_timeout, _response);
        }
        catch (Exception exception) when (IsOfTransport(exception))
        {
            throw new GatewayLogsException(
                FailureMessage.WithRayId("The answer was cut short or damaged on its way. Try again.", _response), _response, null, exception)
            {
                Kind = FailureKind.ResponseLost,
            };
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
            _content.Dispose();
            if (_outlivesAttempt)
            {
                _clock.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>Returns whether the caller cancelled the read: within an attempt, its timer cancels the same token.</summary>
    private bool IsCancelled(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested && (_outlivesAttempt || !_clock.IsCancellationRequested);

    /// <summary>Returns whether an exception is the transport's. A cancelled connection can fail as if it had been cut.</summary>
    private static bool IsOfTransport(Exception exception) =>
        exception is OperationCanceledException or IOException or HttpRequestException or InvalidDataException or ObjectDisposedException;
}
