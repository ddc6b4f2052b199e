using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;

namespace GatewayLogs.Calls;

/// <summary>Repeats sending, reading and parsing as one, as often as the <see cref="Call"/> decides.</summary>
internal sealed class RetryPipeline
{
    private static readonly ResiliencePropertyKey<Call> s_call = new("call");

    private readonly ResiliencePipeline _pipeline;

    public RetryPipeline(GatewayLogsClientOptions options, Action<Call, GatewayLogsException> retrying)
    {
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                MaxDelay = null,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is GatewayLogsException failure && CallOf(arguments.Context).MayRepeat(failure)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(CallOf(arguments.Context).Delay),
                OnRetry = arguments =>
                {
                    retrying(CallOf(arguments.Context), (GatewayLogsException)arguments.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Goes on with a call whose first attempt failed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="first">How its first attempt failed.</param>
    /// <param name="attempt">Makes another.</param>
    public async Task<T> ContinueAsync<T>(Call call, GatewayLogsException first, Func<Call, Task<T>> attempt)
    {
        var state = (First: ExceptionDispatchInfo.Capture(first), Attempt: attempt);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, call.Token);
        context.Properties.Set(s_call, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, state) =>
                {
                    if (CallOf(context) is { HasContinued: false } call)
                    {
                        call.HasContinued = true;
                        state.First.Throw();
                    }

                    return await state.Attempt(CallOf(context)).ConfigureAwait(false);
                },
                context,
                state).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(s_call, null!);
}
