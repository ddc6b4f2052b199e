using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Http;

/// <summary>Counts a caller's requests to the API and checks the caller's credentials.</summary>
internal sealed class AuthenticationMiddleware(GatewayLogsEmulatorOptions options, RateWindows windows)
{
    private readonly Credentials _credentials = new(options);

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        LogEndpoints.Contain(context.Request) ? AuthenticateAsync(context, next) : next(context);

    private Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        var (caller, status, refusal) = _credentials.Check(context.Request.Headers);
        var window = windows.Count(caller.Name);
        var headers = context.Features.GetRequiredFeature<FixedHeaders>();
        if (!context.Features.GetRequiredFeature<EmulatorQuirks>().OmitRateLimitHeaders)
        {
            headers["Ratelimit"] = window.ToString();
            headers["Ratelimit-Policy"] = RateWindows.Policy;
        }

        if (window.Exceeded && options.RateLimit)
        {
            context.Response.Headers.RetryAfter = window.Seconds.ToString(CultureInfo.InvariantCulture);
            return ApiResponse.WriteEdgeErrorAsync(context, StatusCodes.Status429TooManyRequests, ApiError.TooManyRequests);
        }

        if (refusal is not null)
        {
            return ApiResponse.WriteErrorAsync(context, status, refusal);
        }

        return caller.Permission < GetRequiredPermission(context)
            ? ApiResponse.WriteErrorAsync(context, StatusCodes.Status403Forbidden, ApiError.AuthenticationFailed)
            : next(context);
    }

    private static Permission GetRequiredPermission(HttpContext context) =>
        HttpMethods.IsPatch(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method) ? Permission.Write
        : LogEndpoints.GetOperation(context) is "GetGatewayLogRequest" or "GetGatewayLogResponse" ? Permission.Read
        : Permission.MetadataRead;
}
