using System.Net;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class HostingTests
{
    [Test]
    public async Task Emulators_in_one_process_are_independent()
    {
        await using var one = await Gateway.StartAsync(null, Log("one"));
        await using var two = await Gateway.StartAsync(null, Log("two"));

        Assert.That((await one.GetAsync()).Ids, Is.EqualTo("one"));
        Assert.That((await two.GetAsync()).Ids, Is.EqualTo("two"));
    }

    [Test]
    public async Task Listens_on_loopback_and_returns_the_address()
    {
        await using var gateway = await Gateway.StartAsync();

        Assert.That(gateway.Emulator.BaseAddress.ToString(), Does.Match("^http://127\\.0\\.0\\.1:[1-9][0-9]*/client/v4/$"));
    }

    [Test]
    public async Task Throws_when_the_port_is_in_use()
    {
        await using var gateway = await Gateway.StartAsync();
        var options = new GatewayLogsEmulatorOptions { Port = gateway.Emulator.BaseAddress.Port };

        Assert.That(
            async () => await GatewayLogsEmulator.StartAsync(options),
            Throws.InstanceOf<IOException>().With.Message.StartsWith(
                $"Cannot listen on 127.0.0.1 port {options.Port}: another program already listens there."));
    }

    [TestCase("192.0.2.1")]
    [TestCase("2001:db8::1")]
    public void Throws_for_an_address_of_another_machine(string address)
    {
        var options = new GatewayLogsEmulatorOptions { Address = IPAddress.Parse(address), Port = 8787 };

        Assert.That(
            async () => await GatewayLogsEmulator.StartAsync(options),
            Throws.InstanceOf<IOException>().With.Message.Match($"^Cannot listen on {address} port 8787: [^\\n]+; port 0 selects a free one\\.$"));
    }

    [Test]
    public void Throws_for_a_negative_number_of_logs() => Assert.That(
        async () => await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
