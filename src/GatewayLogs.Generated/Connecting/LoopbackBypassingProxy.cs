using System.Net;

namespace GatewayLogs.Connecting;

/// <summary>
/// The proxy of the environment, except for requests to this machine: a proxy does not reach an emulator here, and would receive the
/// credentials in plain text.
/// </summary>
internal sealed class LoopbackBypassingProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials { get => proxy.Credentials; set => proxy.Credentials = value; }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
