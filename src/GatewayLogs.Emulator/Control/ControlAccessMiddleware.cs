using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Emulator.Control;

/// <summary>
/// Rejects control requests sent by a web page, and requests without the control token if one is configured. A page can send a POST to any
/// address even though it cannot read the response; the browser adds the headers Origin and Sec-Fetch-Site, which a page cannot change.
/// </summary>
/// <param name="token">The control token, or null if none is required.</param>
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
            return RejectPageAsync(context, "has an Origin header");
        }

        if (headers.TryGetValue(FetchSite, out var site) && site.ToString() is not ("none" or "same-origin"))
        {
            return RejectPageAsync(context, $"has a {FetchSite} header other than none or same-origin");
        }

        return _token is null || HasToken(headers.Authorization.ToString(), _token) ? next(context) : RejectWithoutTokenAsync(context);
    }

    private static Task RejectPageAsync(HttpContext context, string reason) => ControlResponse.RejectAsync(
        context,
        StatusCodes.Status403Forbidden,
        $"The request {reason}, so it was sent by a web page. Web pages cannot control the emulator; send it from a program. No change was made.");

    private static Task RejectWithoutTokenAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Scheme.Trim();
        return ControlResponse.RejectAsync(
            context,
            StatusCodes.Status401Unauthorized,
            $"The control endpoints of this emulator require the header Authorization: {Scheme}TOKEN. The emulator prints the token at startup as " +
            $"{EmulatorCommand.ControlTokenVariable}. No change was made.");
    }

    private static bool HasToken(string authorization, byte[] token) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()), token);
}
