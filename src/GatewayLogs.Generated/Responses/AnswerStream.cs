using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Bodies;
using GatewayLogs.Calls;

namespace GatewayLogs;

/// <summary>The body of an answer: each read has its time, and what breaks on the way is one exception of the family.</summary>
internal sealed class AnswerStream : ReadOnlyStream
{
    private readonly HttpContent _content;
    private readonly GatewayLogsResponse _response;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _clock;
    private readonly bool _outlivesAttempt;
    private Stream? _inner;
    private bool _wasCancelled;

    /// <summary>A body that is read to its end within the attempt that it answers.</summary>
    /// <param name="content">The body.</param>
    /// <param name="response">What came before it.</param>
    /// <param name="timeout">How long each read may take.</param>
    /// <param name="clock">The clock of the attempt; it ends the token that each read is given.</param>
    public AnswerStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, CancellationTokenSource clock) =>
        (_content, _response, _timeout, _clock) = (content, response, timeout, clock);

    /// <summary>A body that the caller reads when he likes.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is disposed with the stream.")]
    public AnswerStream(HttpContent content, GatewayLogsResponse response, TimeSpan timeout, TimeProvider time)
        : this(content, response, timeout, new CancellationTokenSource(Timeout.InfiniteTimeSpan, time)) => _outlivesAttempt = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_wasCancelled)
        {
            throw new InvalidOperationException("An earlier read of this body was cancelled, which ended its connection. Ask for the body again.");
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
                Cause = FailureCause.AnswerLost,
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

    /// <summary>Whether the caller ended the read: within an attempt, its clock ends the same token.</summary>
    private bool IsCancelled(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested && (_outlivesAttempt || !_clock.IsCancellationRequested);

    /// <summary>A connection that a token ends can fail as if it had been cut.</summary>
    private static bool IsOfTransport(Exception exception) =>
        exception is OperationCanceledException or IOException or HttpRequestException or InvalidDataException or ObjectDisposedException;
}
