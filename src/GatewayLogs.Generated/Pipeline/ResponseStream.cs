using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Pipeline;

/// <summary>
/// The content of a response. Each read has a timeout, and transport failures are converted to a <see cref="GatewayLogsException"/>.
/// </summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    private readonly HttpContent _content;
    private readonly GatewayLogsResponse _response;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _clock;
    private readonly bool _outlivesAttempt;
    private Stream? _inner;
    private bool _wasCancelled;

    /// <summary>Creates a stream that is read completely within its attempt, whose timer cancels the token of each read.</summary>
    public ResponseStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, CancellationTokenSource clock) =>
        (_content, _response, _timeout, _clock) = (content, response, timeout, clock);

    /// <summary>Creates a stream that the caller reads after the call has returned.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The timer is disposed with the stream.")]
    public ResponseStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, TimeProvider time)
        : this(content, response, timeout, new CancellationTokenSource(Timeout.InfiniteTimeSpan, time)) => _outlivesAttempt = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_wasCancelled)
        {
            throw new InvalidOperationException(
                "An earlier read of this body was cancelled, which closed its connection. Request the body again.");
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
        catch (Exception exception) when (IsCancelled(cancellationToken) && IsTransportFailure(exception))
        {
            _wasCancelled = true;
            throw new OperationCanceledException(null, exception, cancellationToken);
        }
        catch (Exception exception) when (_clock.IsCancellationRequested && IsTransportFailure(exception))
        {
            throw GatewayLogsTimeoutException.ForBody(_timeout, _response);
        }
        catch (Exception exception) when (IsTransportFailure(exception))
        {
            throw new GatewayLogsException(
                FailureMessage.WithRayId("The response was cut off or is corrupt. Try again.", _response), _response, null, exception)
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

    /// <summary>Returns whether the caller cancelled the read. Within an attempt, the timer cancels the same token.</summary>
    private bool IsCancelled(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested && (_outlivesAttempt || !_clock.IsCancellationRequested);

    /// <summary>Returns whether an exception comes from the transport. Cancelling a read can fail like an interrupted connection.</summary>
    private static bool IsTransportFailure(Exception exception) =>
        exception is OperationCanceledException or IOException or HttpRequestException or InvalidDataException or ObjectDisposedException;
}
