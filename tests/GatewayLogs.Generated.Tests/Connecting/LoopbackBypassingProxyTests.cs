using System.Net;
using GatewayLogs.Connecting;

namespace GatewayLogs.Tests;

/// <summary>Which requests a proxy of the environment receives.</summary>
public class LoopbackBypassingProxyTests
{
    private static readonly LoopbackBypassingProxy s_proxy = new(new WebProxy("http://proxy.example:3128"));

    [TestCase("http://localhost:8080/client/v4/")]
    [TestCase("http://127.0.0.1:8080/client/v4/")]
    [TestCase("http://[::1]:8080/client/v4/")]
    public void Requests_to_this_machine_are_not_proxied(string address) => Assert.Multiple(() =>
    {
        Assert.That(s_proxy.IsBypassed(new Uri(address)), Is.True);
        Assert.That(s_proxy.GetProxy(new Uri(address)), Is.Null);
    });

    [Test]
    public void Requests_to_the_service_are_proxied() => Assert.Multiple(() =>
    {
        Assert.That(s_proxy.IsBypassed(GatewayLogsClientOptions.DefaultBaseAddress), Is.False);
        Assert.That(s_proxy.GetProxy(GatewayLogsClientOptions.DefaultBaseAddress), Is.EqualTo(new Uri("http://proxy.example:3128")));
    });

    [Test]
    public void The_handler_of_the_client_has_such_a_proxy()
    {
        using var handler = GatewayLogsClient.CreateHttpMessageHandler();

        Assert.That(handler.Proxy, Is.InstanceOf<LoopbackBypassingProxy>());
    }
}
