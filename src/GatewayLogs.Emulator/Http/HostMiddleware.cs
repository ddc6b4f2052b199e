using System.Net;
using GatewayLogs.Emulator.Control;

namespace GatewayLogs.Emulator.Http;

/// <summary>
/// Refuses requests whose header Host does not name the emulator. A web page reaches a loopback address by letting its own name resolve to it
/// (DNS rebinding); the browser then takes the emulator for the page's origin, but still sends the page's name.
/// </summary>
/// <param name="address">The address that the emulator listens on.</param>
internal sealed class HostMiddleware(IPAddress address)
{
    // Every name of this machine is right then, and they are not known here.
    private readonly bool _allowsAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Not HttpRequest.Host, which decodes international names and throws for some.
        HostString host = new(context.Request.Headers.Host.ToString());

        // Only HTTP/1.0, which no browser speaks, has no Host.
        if (_allowsAny || !host.HasValue || IsAllowed(host.Host.TrimEnd('.')))
        {
            return next(context);
        }

        var message =
            $"The header Host is '{host.Value}', which does not name this emulator; expected localhost or {address}. Use that address, or start the " +
            "emulator with the address 0.0.0.0 to serve it by any name.";
        return ControlEndpoints.Contain(context.Request)
            ? ControlResponse.RefuseAsync(context, StatusCodes.Status403Forbidden, message)
            : Answer.Failure(context, StatusCodes.Status403Forbidden, new ApiError(7004, message));
    }

    private bool IsAllowed(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var named) && (IPAddress.IsLoopback(named) || named.Equals(address)));
}
