using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Http;

/// <summary>What every request passes before the service: a ray, the caller's credentials, and the count of his requests.</summary>
internal sealed class FrontDoor(GatewayLogsEmulatorOptions options)
{
    private readonly Credentials _credentials = new(options);
    private readonly RateWindows _windows = new(options.TimeProvider);
    private long _rays;

    public Task Admit(HttpContext context, RequestDelegate next)
    {
        (Caller caller, int status, ApiError? refusal) = _credentials.Check(context.Request.Headers);
        string ray = $"{SplitMix64.Mix((ulong)Interlocked.Increment(ref _rays)):x16}-EMU";
        string rate = _windows.Count(caller.Name);

        // Set at the last moment, because an answer that begins anew after an exception begins without headers.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["cf-ray"] = ray;
            context.Response.Headers["Ratelimit"] = rate;
            context.Response.Headers["Ratelimit-Policy"] = RateWindows.Policy;
            return Task.CompletedTask;
        });

        if (!context.Request.Path.StartsWithSegments(LogEndpoints.ApiPath, StringComparison.Ordinal))
        {
            return next(context);
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
