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
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
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
            });
        }

        _pipeline = builder.Build();
    }

    public async Task<T> ExecuteAsync<T>(Call call, Func<Call, Task<T>> attempt)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, call.Token);
        context.Properties.Set(s_call, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, attempt) => await attempt(CallOf(context)).ConfigureAwait(false), context, attempt).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(s_call, null!);
}
