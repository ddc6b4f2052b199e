using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Calls;
using GatewayLogs.Pacing;
using GatewayLogs.Pipeline;
using GatewayLogs.Telemetry;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    private readonly RetryBudget _budget = new();

    private ServiceClock? _clock;

    /// <summary>
    /// Gets how far the service's clock is ahead of this machine's, by the Date header of the latest response; negative when it is behind,
    /// null before the first response. The header has whole seconds, so a few seconds mean nothing.
    /// </summary>
    public virtual TimeSpan? ServiceClockSkew => Clock.Skew;

    /// <summary>Gets the service's clock, shared with all views of this client.</summary>
    internal ServiceClock Clock => _clock ?? Interlocked.CompareExchange(ref _clock, new ServiceClock(Options.TimeProvider), null) ?? _clock;

    [AllowNull]
    private RetryPipeline Retries { get => field ??= new RetryPipeline(Options, Observer.Retry); set; }

    [AllowNull]
    private CallObserver Observer { get => field ??= new CallObserver(Options); set; }

    private Pacer? Pacer { get => Options.Pacing ? field ??= Pacers.For(Options) : null; set; }

    /// <summary>Returns a view of this client for calls that need other timeouts or another number of retries.</summary>
    /// <remarks>
    /// The view is a shallow copy of this client and of the same type: what a derived class overrides stays overridden. A stub or a mock therefore
    /// needs nothing for this method, which is not virtual.
    /// </remarks>
    /// <param name="options">What is different.</param>
    /// <returns>A client with the same connections, pacing and retry budget.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public GatewayLogsClient WithOptions(GatewayLogsCallOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = Clock; // There before the copy, so that both share it.
        var view = (GatewayLogsClient)MemberwiseClone();
        (view.Options, view.Retries, view.Observer, view.Pacer) = (options.ApplyTo(Options), null, null, null);
        return view;
    }

    /// <summary>
    /// Runs one call: sending, reading and parsing are tried and repeated as one, every failure on the way is a
    /// <see cref="GatewayLogsException"/>, and a caller's cancellation stays one.
    /// </summary>
    private async Task<T> ExecuteAsync<T>(Operation operation, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var call = new Call(operation, Options, _budget, Pacer, cancellationToken);
        using var observation = Observer.Begin(call);
        try
        {
            T result;
            try
            {
                // Most calls have no second attempt, and pay for nothing that is only there for one.
                result = await AttemptAsync(call, send).ConfigureAwait(false);
            }
            catch (GatewayLogsException failure) when (Options.MaxRetries > 0)
            {
                result = await ContinueAsync(call, failure, send).ConfigureAwait(false);
            }

            call.Succeed();
            observation.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            var end = EndOf(call, exception);
            observation.Fail(end);
            if (ReferenceEquals(end, exception))
            {
                throw;
            }

            throw end;
        }
    }

    /// <summary>Makes further attempts. A method of its own, so that Polly is not loaded before there is a failure.</summary>
    private Task<T> ContinueAsync<T>(Call call, GatewayLogsException failure, Func<CancellationToken, Task<T>> send) =>
        Retries.ContinueAsync(call, failure, call => AttemptAsync(call, send));

    /// <summary>Says in the right exception how a call ended.</summary>
    private Exception EndOf(Call call, Exception exception)
    {
        switch (exception)
        {
            case GatewayLogsException failure:
                failure.Attempts = call.Attempts;
                return call.LeavesDeletionUnknown ? new GatewayLogsDeleteOutcomeUnknownException(failure) { Attempts = call.Attempts } : failure;
            case OperationCanceledException or HttpRequestException when call.CancellationToken.IsCancellationRequested:
                return new OperationCanceledException("The caller cancelled the call.", exception, call.CancellationToken);
            case OperationCanceledException when call.Deadline.HasPassed:
                return GatewayLogsTimeoutException.OfCall(Options.TotalTimeout, exception);
            default:
                return exception;
        }
    }

    private async Task<T> AttemptAsync<T>(Call call, Func<CancellationToken, Task<T>> send)
    {
        using var turn = call.Pacer is null ? null : await call.WaitForTurnAsync(Observer.Wait).ConfigureAwait(false);
        call.Attempts++;
        using var attempt = Attempt.Begin(call);
        try
        {
            return await send(attempt.Token).ConfigureAwait(false);
        }
        catch (GatewayLogsException exception)
        {
            attempt.Fail(exception);
            throw;
        }
        catch (Exception exception) when (!call.CancellationToken.IsCancellationRequested && Translate(exception, attempt) is { } failure)
        {
            attempt.Fail(failure);
            throw failure;
        }
    }

    /// <summary>What a failure of the transport means; null for what is not one.</summary>
    private static GatewayLogsException? Translate(Exception exception, Attempt attempt) => exception switch
    {
        HttpRequestException or OperationCanceledException when !attempt.HasLeft && !attempt.Call.Deadline.HasPassed => new GatewayLogsException(
            "TokenProvider gave no token: it failed, or gave up waiting. Nothing was sent.", exception)
        {
            Cause = FailureCause.NotSent,
        },
        HttpRequestException { HttpRequestError: var error } => new GatewayLogsException(
            $"No answer arrived ({error}). Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).", exception)
        {
            Cause = CauseOf(exception, error),
        },
        OperationCanceledException when attempt.Call.Deadline.HasPassed => GatewayLogsTimeoutException.OfCall(attempt.Call.Deadline.Total, exception),
        OperationCanceledException when attempt.HasTimedOut => GatewayLogsTimeoutException.OfHeaders(attempt.Call.Options.HeadersTimeout, exception),

        // The timeout of an HttpClient has a cancellation as its cause, that of a connection has none.
        OperationCanceledException { InnerException: TimeoutException { InnerException: null } } => GatewayLogsTimeoutException.OfConnection(exception),
        OperationCanceledException => GatewayLogsTimeoutException.OfHttpClient(exception),
        _ => null,
    };

    private static FailureCause CauseOf(Exception exception, HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError when exception.InnerException is System.Security.Authentication.AuthenticationException => FailureCause.NotTrusted,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => FailureCause.NotSent,
        _ => FailureCause.AnswerLost,
    };
}
