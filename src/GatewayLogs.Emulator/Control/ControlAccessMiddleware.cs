using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Emulator.Control;

/// <summary>
/// Refuses control requests that a web page has sent, and those without the control token if there is one. A page can send a POST to any
/// address without being allowed to read the response; the browser adds the headers Origin and Sec-Fetch-Site, which a page cannot change.
/// </summary>
/// <param name="token">The control token; null for none.</param>
internal sealed class ControlAccessMiddleware(string? token)
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string Scheme = "Bearer ";

    private readonly byte[]? _token = token is null ? null : Encoding.UTF8.GetBytes(token);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!ControlEndpoints.Contain(context.Request))
        {
            return next(context);
        }

        var headers = context.Request.Headers;
        if (headers.Origin.Count > 0)
        {
            return RefusePage(context, "has the header Origin");
        }

        if (headers.TryGetValue(FetchSite, out var site) && site.ToString() is not ("none" or "same-origin"))
        {
            return RefusePage(context, $"has a {FetchSite} other than none and same-origin");
        }

        return _token is null || Shows(headers.Authorization.ToString(), _token) ? next(context) : RefuseWithoutToken(context);
    }

    private static Task RefusePage(HttpContext context, string reason) => ControlResponse.RefuseAsync(
        context,
        StatusCodes.Status403Forbidden,
        $"The request {reason}, so a web page has sent it. Web pages cannot control the emulator; use a program. Nothing was done.");

    private static Task RefuseWithoutToken(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Scheme.Trim();
        return ControlResponse.RefuseAsync(
            context,
            StatusCodes.Status401Unauthorized,
            $"The control endpoints of this emulator require the header Authorization: {Scheme}TOKEN with the control token, which the " +
            $"command prints at its start as {EmulatorCommand.ControlTokenVariable}. Nothing was done.");
    }

    private static bool Shows(string authorization, byte[] token) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()), token);
}
