using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Http;

/// <summary>
/// Sets the request features for later middleware: the headers of every response, the quirks in force, and the request record.
/// </summary>
internal sealed class RequestSetupMiddleware(EmulatorState state, RequestJournal journal)
{
    private long _rayIds;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = new FixedHeaders(state) { ["cf-ray"] = $"{SplitMix64.Mix((ulong)Interlocked.Increment(ref _rayIds)):x16}-EMU" };

        // Set in OnStarting, because ASP.NET Core clears the headers when it handles an exception.
        context.Response.OnStarting(() =>
        {
            headers.ApplyTo(context.Response.Headers);
            return Task.CompletedTask;
        });
        context.Features.Set(headers);
        context.Features.Set(state.Quirks);
        context.Features.Set(LogEndpoints.Contain(context.Request)
            ? journal.Add(LogEndpoints.GetOperation(context), context.Request)
            : new RequestRecord(0, state.Clock.GetUtcNow(), operation: null, context.Request.Method, context.Request.Path));
        return next(context);
    }
}
