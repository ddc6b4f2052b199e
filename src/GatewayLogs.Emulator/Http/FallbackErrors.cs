using Microsoft.AspNetCore.Diagnostics;

namespace GatewayLogs.Emulator.Http;

/// <summary>Puts an envelope around the refusals that come from ASP.NET Core and not from an endpoint.</summary>
internal static class FallbackErrors
{
    /// <summary>Answers a status that would otherwise have no body.</summary>
    public static Task AnswerStatus(StatusCodeContext status) => Answer.EdgeFailure(
        status.HttpContext, status.HttpContext.Response.StatusCode, GetErrors(status.HttpContext.Response.StatusCode, status.HttpContext.Request));

    /// <summary>Answers a request whose handling threw: a client's mistake keeps its status, all else is a 500.</summary>
    public static Task AnswerException(HttpContext context)
    {
        Exception? exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        return exception is BadHttpRequestException bad
            ? Answer.Failure(context, bad.StatusCode, GetErrors(bad.StatusCode, context.Request))
            : Answer.EdgeFailure(context, StatusCodes.Status500InternalServerError, new ApiError(7000, "Internal Error"));
    }

    private static ApiError[] GetErrors(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound => NoRoute(request),
        StatusCodes.Status405MethodNotAllowed => [new ApiError(7005, "Method Not Allowed")],
        StatusCodes.Status413PayloadTooLarge => [new ApiError(7001, "Request body too large", "body")],
        _ => [new ApiError(7001, "Bad Request")],
    };

    /// <summary>The two errors of the front door for what leads nowhere.</summary>
    public static ApiError[] NoRoute(HttpRequest request) =>
    [
        new(7003, $"Could not route to {request.Path}, perhaps your object identifier is invalid?"),
        new(7000, "No route for that URI"),
    ];
}
