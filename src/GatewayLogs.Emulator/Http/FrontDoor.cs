using System.Globalization;
using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Http;

/// <summary>What every request passes before the service: a ray, the count of the caller's requests, and his credentials.</summary>
internal sealed class FrontDoor(GatewayLogsEmulatorOptions options, EmulatorState state, RequestJournal journal, RateWindows windows)
{
    private readonly Credentials _credentials = new(options);
    private long _rays;

    public Task Admit(HttpContext context, RequestDelegate next)
    {
        string ray = $"{SplitMix64.Mix((ulong)Interlocked.Increment(ref _rays)):x16}-EMU";
        FixedHeaders fixedHeaders = new(state) { ["cf-ray"] = ray };

        // Set at the last moment, because an answer that begins anew after an exception begins without headers.
        context.Response.OnStarting(() =>
        {
            fixedHeaders.ApplyTo(context.Response.Headers);
            return Task.CompletedTask;
        });
        context.Features.Set(fixedHeaders);
        context.Features.Set(state.Quirks);

        // Whatever its case, since that is how routes are found: nothing gets past who looks at credentials.
        if (!context.Request.Path.StartsWithSegments(LogEndpoints.ApiPath, StringComparison.OrdinalIgnoreCase))
        {
            context.Features.Set(new SeenRequest(0, state.Clock.GetUtcNow(), operation: null, context.Request.Method, context.Request.Path));
            return next(context);
        }

        context.Features.Set(journal.Note(LogEndpoints.OperationOf(context), context.Request));
        return AdmitCaller(context, fixedHeaders, next);
    }

    private Task AdmitCaller(HttpContext context, FixedHeaders fixedHeaders, RequestDelegate next)
    {
        (Caller caller, int status, ApiError? refusal) = _credentials.Check(context.Request.Headers);
        RateWindow window = windows.Count(caller.Name);
        fixedHeaders["Ratelimit"] = window.ToString();
        fixedHeaders["Ratelimit-Policy"] = RateWindows.Policy;
        if (window.Exceeded && options.RateLimit)
        {
            context.Response.Headers.RetryAfter = window.Seconds.ToString(CultureInfo.InvariantCulture);
            return Answer.EdgeFailure(context, StatusCodes.Status429TooManyRequests, ApiError.TooManyRequests);
        }

        if (refusal is not null)
        {
            return Answer.Failure(context, status, refusal);
        }

        bool writes = HttpMethods.IsPatch(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method);
        return writes && !caller.MayWrite
            ? Answer.Failure(context, StatusCodes.Status403Forbidden, ApiError.AuthenticationFailed)
            : next(context);
    }
}
