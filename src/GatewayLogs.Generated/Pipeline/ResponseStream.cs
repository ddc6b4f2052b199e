using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Pipeline;

/// <summary>
/// The content of a response. Each read has a timeout, and transport failures are converted to a <see cref="GatewayLogsException"/>. If the
/// stream can outlive its call, whose timeout then does not apply, slow downloads time out as well.
/// </summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    /// <summary>The number of bytes that must arrive within each timeout, if the stream can outlive its call.</summary>
    private const int MinimumProgress = 32 * 1024;

    private readonly HttpContent _content;
    private readonly GatewayLogsResponse _response;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _clock;
    private readonly TimeProvider? _time;
    private TimeSpan _waited;
    private int _arrived;
    private Stream? _inner;
    private bool _wasCancelled;

    /// <summary>Creates a stream that is read completely within its attempt, whose timer cancels the token of each read.</summary>
    public ResponseStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, CancellationTokenSource clock) =>
        (_content, _response, _timeout, _clock) = (content, response, timeout, clock);

    /// <summary>Creates a stream that the caller reads after the call has returned.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The timer is disposed with the stream.")]
    public ResponseStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, TimeProvider time)
        : this(content, response, timeout, new CancellationTokenSource(Timeout.InfiniteTimeSpan, time)) => _time = time;

    private bool OutlivesAttempt => _time is not null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_wasCancelled)
        {
            throw new InvalidOperationException(
                "An earlier read of this body was cancelled, which closed its connection. Request the body again.");
        }

        using var caller = OutlivesAttempt ? cancellationToken.UnsafeRegister(static clock => ((CancellationTokenSource)clock!).Cancel(), _clock) : default;
        var token = OutlivesAttempt ? _clock.Token : cancellationToken;
        try
        {
            var start = StartClock();
            _inner ??= await _content.ReadAsStreamAsync(token).ConfigureAwait(false);
            var count = await _inner.ReadAsync(buffer, token).ConfigureAwait(false);
            StopClock(start, count);
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
            if (OutlivesAttempt)
            {
                _clock.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>Starts the timeout. The time between reads, which the caller uses, does not count.</summary>
    private long StartClock()
    {
        _clock.CancelAfter(_timeout == Timeout.InfiniteTimeSpan ? _timeout : TimeSpan.FromTicks(Math.Max(0, (_timeout - _waited).Ticks)));
        return _time?.GetTimestamp() ?? 0;
    }

    private void StopClock(long start, int count)
    {
        _clock.CancelAfter(Timeout.InfiniteTimeSpan);
        _arrived += count;
        if (_arrived >= MinimumProgress)
        {
            (_arrived, _waited) = (0, TimeSpan.Zero);
        }
        else if (_time is not null)
        {
            _waited += _time.GetElapsedTime(start);
        }
    }

    /// <summary>Returns whether the caller cancelled the read. Within an attempt, the timer cancels the same token.</summary>
    private bool IsCancelled(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested && (OutlivesAttempt || !_clock.IsCancellationRequested);

    /// <summary>Returns whether an exception comes from the transport. Cancelling a read can fail like an interrupted connection.</summary>
    private static bool IsTransportFailure(Exception exception) =>
        exception is OperationCanceledException or IOException or HttpRequestException or InvalidDataException or ObjectDisposedException;
}
