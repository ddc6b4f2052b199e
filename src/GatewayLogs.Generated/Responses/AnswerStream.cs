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
    private Stream? _inner;

    public AnswerStream(HttpContent content, GatewayLogsResponse response, GatewayLogsClientOptions options)
    {
        _content = content;
        _response = response;
        _timeout = options.BodyInactivityTimeout;
        _clock = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.TimeProvider);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var caller = cancellationToken.UnsafeRegister(static clock => ((CancellationTokenSource)clock!).Cancel(), _clock);
        await using (caller.ConfigureAwait(false))
        {
            try
            {
                _clock.CancelAfter(_timeout);
                _inner ??= await _content.ReadAsStreamAsync(_clock.Token).ConfigureAwait(false);
                var count = await _inner.ReadAsync(buffer, _clock.Token).ConfigureAwait(false);
                _clock.CancelAfter(Timeout.InfiniteTimeSpan);
                return count;
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested && IsOfTransport(exception))
            {
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
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
            _content.Dispose();
            _clock.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A connection that a token ends can fail as if it had been cut.</summary>
    private static bool IsOfTransport(Exception exception) =>
        exception is OperationCanceledException or IOException or HttpRequestException or InvalidDataException or ObjectDisposedException;
}
