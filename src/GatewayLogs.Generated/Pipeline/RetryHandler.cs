using GatewayLogs.Telemetry;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Pipeline;

/// <summary>Makes one call: sends the request, and sends it again while that is safe, promising and within its time.</summary>
/// <remarks>Sending, reading and parsing are one attempt. Each failed attempt arrives here as a <see cref="GatewayLogsException"/>.</remarks>
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
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, call.Deadline.Token);
        using var observation = new CallObservation(_log, call);
        try
        {
            var response = await SendUntilDoneAsync(request, call, observation, ends.Token).ConfigureAwait(false);
            _budget.Refund();
            observation.Succeed();
            return response;
        }
        catch (Exception exception)
        {
            var end = GetOutcome(call, exception);
            observation.Fail(end);
            if (ReferenceEquals(end, exception))
            {
                throw;
            }

            throw end;
        }
    }

    private async Task<HttpResponseMessage> SendUntilDoneAsync(
        HttpRequestMessage request, CallContext call, CallObservation observation, CancellationToken cancellationToken)
    {
        while (true)
        {
            var delay = TimeSpan.Zero;
            try
            {
                return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (GatewayLogsException failure)
            {
                call.Record(failure);
                failure.StopReason ??= GetStopReason(call, failure, out delay);
                if (failure.StopReason is not null)
                {
                    throw;
                }

                observation.Retry(failure, delay);
            }

            await Task.Delay(delay, call.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Decides whether a failed attempt is followed by another.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">How its last attempt failed.</param>
    /// <param name="delay">How long to wait before the next attempt.</param>
    /// <returns>Why there is none; null when there is one.</returns>
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
        if (hint > Backoff.LongestHint || delay >= call.Deadline.Remaining)
        {
            // Fail now with what failed, not at the deadline with a timeout.
            return RetryStopReason.BeyondDeadline;
        }

        return _budget.TrySpend(afterTimeout: failure.Kind == FailureKind.TimedOut) ? null : RetryStopReason.BudgetExhausted;
    }

    /// <summary>Returns the exception that the caller gets.</summary>
    private static Exception GetOutcome(CallContext call, Exception exception)
    {
        if (call.CancellationToken.IsCancellationRequested && exception is not GatewayLogsException)
        {
            return new OperationCanceledException("The caller cancelled the call.", exception, call.CancellationToken);
        }

        var failure = exception as GatewayLogsException
            ?? (call.Deadline.HasPassed ? GatewayLogsTimeoutException.OfCall(call.Deadline.Total, FailureKind.NotSent, exception) : null);
        if (failure is null)
        {
            return exception;
        }

        failure.Attempts = call.Attempts;
        return call.MayHaveDeleted ? new GatewayLogsDeleteOutcomeUnknownException(failure) : failure;
    }
}
