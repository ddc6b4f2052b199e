using Microsoft.AspNetCore.Diagnostics;

namespace GatewayLogs.Emulator.Http;

/// <summary>Writes the errors of ASP.NET Core, which have no body, in an envelope.</summary>
internal static class FallbackErrors
{
    /// <summary>Writes the body for a status code without one.</summary>
    public static Task WriteStatusAsync(StatusCodeContext status) => ApiResponse.WriteEdgeErrorAsync(
        status.HttpContext, status.HttpContext.Response.StatusCode, GetErrors(status.HttpContext.Response.StatusCode, status.HttpContext.Request));

    /// <summary>Writes the response for an exception: a client error keeps its status code, everything else is a 500.</summary>
    public static Task WriteExceptionAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        return exception is BadHttpRequestException bad
            ? ApiResponse.WriteErrorAsync(context, bad.StatusCode, GetErrors(bad.StatusCode, context.Request))
            : ApiResponse.WriteEdgeErrorAsync(context, StatusCodes.Status500InternalServerError, new ApiError(7000, "Internal Error"));
    }

    private static ApiError[] GetErrors(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound => GetNoRouteErrors(request),
        StatusCodes.Status405MethodNotAllowed => [new ApiError(7005, "Method Not Allowed")],
        StatusCodes.Status413PayloadTooLarge => [new ApiError(7001, "Request body too large", "body")],
        _ => [new ApiError(7001, "Bad Request")],
    };

    /// <summary>Returns the two errors with which the service responds to an unknown route.</summary>
    public static ApiError[] GetNoRouteErrors(HttpRequest request) =>
    [
        new(7003, $"Could not route to {request.Path}, perhaps your object identifier is invalid?"),
        new(7000, "No route for that URI"),
    ];
}
