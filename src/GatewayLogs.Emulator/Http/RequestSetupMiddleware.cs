using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Http;

/// <summary>Sets what later middleware needs of a request: the headers of every response, the quirks in force, and the journal's entry.</summary>
internal sealed class RequestSetupMiddleware(EmulatorState state, RequestJournal journal)
{
    private long _rays;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        FixedHeaders headers = new(state) { ["cf-ray"] = $"{SplitMix64.Mix((ulong)Interlocked.Increment(ref _rays)):x16}-EMU" };

        // Set at the last moment, because a response that is started again after an exception starts without headers.
        context.Response.OnStarting(() =>
        {
            headers.ApplyTo(context.Response.Headers);
            return Task.CompletedTask;
        });
        context.Features.Set(headers);
        context.Features.Set(state.Quirks);
        context.Features.Set(LogEndpoints.Contain(context.Request)
            ? journal.Note(LogEndpoints.GetOperation(context), context.Request)
            : new RequestRecord(0, state.Clock.GetUtcNow(), operation: null, context.Request.Method, context.Request.Path));
        return next(context);
    }
}
