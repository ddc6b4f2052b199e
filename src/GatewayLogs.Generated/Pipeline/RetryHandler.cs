using System.Net;
using GatewayLogs.Telemetry;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Pipeline;

/// <summary>Executes a call: sends the request, and retries it while that is safe and the deadline allows it.</summary>
/// <remarks>
/// Sending the request and reading and parsing the response are one attempt. The inner handlers throw a <see cref="GatewayLogsException"/>
/// for each failed attempt.
/// </remarks>
internal sealed class RetryHandler(GatewayLogsClientOptions options) : DelegatingHandler
{
    private readonly RetryBudget _budget = new();
    private readonly ILogger? _log = options.LoggerFactory?.CreateLogger<GatewayLogsClient>();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallContext.From(request);
        call.CancellationToken.ThrowIfCancellationRequested();
        using var own = call.Settings.Deadline is null ? new Deadline(call.Options) : null;
        call.Deadline = own ?? call.Settings.Deadline!;
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, call.Deadline.Token);
        using var observation = new CallObservation(_log, call);
        try
        {
            while (true)
            {
                TimeSpan delay;
                try
                {
                    var response = await base.SendAsync(request, linked.Token).ConfigureAwait(false);
                    _budget.Refund();
                    observation.Succeed();
                    return response;
                }
                catch (GatewayLogsException failure)
                {
                    call.Record(failure);
                    delay = TimeSpan.Zero;
                    failure.StopReason ??= GetStopReason(call, failure, out delay);
                    if (failure.StopReason is not null)
                    {
                        throw;
                    }

                    observation.Retry(failure, delay);
                }

                await WaitAsync(call, delay, linked.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            var outcome = GetOutcome(call, exception);
            observation.Fail(outcome);
            if (ReferenceEquals(outcome, exception))
            {
                throw;
            }

            throw outcome;
        }
    }

    /// <summary>Waits before the next attempt. A call that waits for permits without a time limit waits for its rate limit to reset too.</summary>
    private static async Task WaitAsync(CallContext call, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay < call.Deadline.Remaining)
        {
            await Task.Delay(delay, call.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return;
        }

        call.Deadline.Pause();
        await Task.Delay(delay, call.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        call.Deadline.Resume();
    }

    /// <summary>Returns the reason not to retry a failed attempt; null to retry it after the delay.</summary>
    private RetryStopReason? GetStopReason(CallContext call, GatewayLogsException failure, out TimeSpan delay)
    {
        delay = default;
        if (RetryTable.GetStopReason(call.RetrySafety, failure.Kind, failure.StatusCode, call.Attempts) is { } reason)
        {
            return reason;
        }

        if (call.Attempts > call.Options.MaxRetries)
        {
            return RetryStopReason.AttemptsUsed;
        }

        var hint = failure.RetryAfter is { Ticks: > 0 } wait ? wait : (TimeSpan?)null;
        delay = Backoff.GetDelay(hint, call.Attempts - 1, call.Deadline.Remaining);
        var isBounded = !(call.Settings.WaitsForPermits && failure.StatusCode == HttpStatusCode.TooManyRequests);
        if (hint > Backoff.LongestHint || (isBounded && delay >= call.Deadline.Remaining))
        {
            // Report the actual failure now instead of a timeout when the deadline is reached.
            return RetryStopReason.BeyondDeadline;
        }

        return _budget.TrySpend(afterTimeout: failure.Kind == FailureKind.TimedOut) ? null : RetryStopReason.BudgetExhausted;
    }

    private static Exception GetOutcome(CallContext call, Exception exception)
    {
        if (call.CancellationToken.IsCancellationRequested && exception is not GatewayLogsException)
        {
            return new OperationCanceledException("The caller cancelled the call.", exception, call.CancellationToken);
        }

        var failure = exception as GatewayLogsException
            ?? (call.Deadline.HasPassed ? GatewayLogsTimeoutException.ForCall(call.Deadline.Total, FailureKind.NotSent, exception) : null);
        if (failure is null)
        {
            return exception;
        }

        failure.Attempts = call.Attempts;
        return call.MayHaveDeleted ? new GatewayLogsDeleteOutcomeUnknownException(failure) : failure;
    }
}
