using System.Net;
using GatewayLogs.Emulator.Control;

namespace GatewayLogs.Emulator.Http;

/// <summary>
/// Rejects requests whose Host header does not name the emulator. Through DNS rebinding, a web page can make its own host name resolve to a
/// loopback address; the browser then treats the emulator as the page's origin, but still sends the page's name.
/// </summary>
/// <param name="address">The address on which the emulator listens.</param>
internal sealed class HostMiddleware(IPAddress address)
{
    // All names of this machine are valid for these addresses, and the emulator does not know them.
    private readonly bool _allowsAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // HttpRequest.Host is not used because it decodes international names and throws for invalid ones.
        var host = new HostString(context.Request.Headers.Host.ToString());

        // Only HTTP/1.0 requests have no Host header; browsers do not send them.
        if (_allowsAny || !host.HasValue || IsAllowed(host.Host.TrimEnd('.')))
        {
            return next(context);
        }

        var message =
            $"The Host header '{host.Value}' does not name this emulator; expected localhost or {address}. Send the request to that address, or start the " +
            "emulator with the address 0.0.0.0 to accept every name.";
        return ControlEndpoints.Contain(context.Request)
            ? ControlResponse.RejectAsync(context, StatusCodes.Status403Forbidden, message)
            : ApiResponse.WriteErrorAsync(context, StatusCodes.Status403Forbidden, new ApiError(7004, message));
    }

    private bool IsAllowed(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var named) && (IPAddress.IsLoopback(named) || named.Equals(address)));
}
