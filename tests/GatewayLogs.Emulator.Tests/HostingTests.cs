using System.CommandLine;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class HostingTests
{
    [Test]
    public async Task Emulators_side_by_side_share_nothing()
    {
        await using Gateway one = await Gateway.StartAsync(null, Log("one"));
        await using Gateway two = await Gateway.StartAsync(null, Log("two"));

        Assert.That((await one.GetAsync()).Ids, Is.EqualTo("one"));
        Assert.That((await two.GetAsync()).Ids, Is.EqualTo("two"));
    }

    [Test]
    public async Task Listens_on_loopback_and_says_where()
    {
        await using Gateway gateway = await Gateway.StartAsync();

        Assert.That(gateway.Emulator.BaseAddress.ToString(), Does.Match("^http://127\\.0\\.0\\.1:[1-9][0-9]*/client/v4/$"));
    }

    [Test]
    public async Task Stays_away_when_the_port_is_taken()
    {
        await using Gateway gateway = await Gateway.StartAsync();
        GatewayLogsEmulatorOptions options = new() { Port = gateway.Emulator.BaseAddress.Port };

        Assert.That(async () => await GatewayLogsEmulator.StartAsync(options), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void Refuses_a_negative_count_of_logs() => Assert.That(
        async () => await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task The_command_prints_its_address_and_what_to_paste_until_it_is_interrupted()
    {
        using CancellationTokenSource interrupt = new();
        await using AwaitedWriter output = new();
        Task<int> run = EmulatorCommand.Configure(new RootCommand())
            .Parse(["--port", "0", "--logs", "3"])
            .InvokeAsync(new InvocationConfiguration { Output = output }, interrupt.Token);

        string text = await output.Flushed;
        await interrupt.CancelAsync();

        Assert.That(text, Does.Match(
            "^export CLOUDFLARE_API_BASE_URL=http://127.0.0.1:[0-9]+/client/v4/ CLOUDFLARE_API_TOKEN=emulator-token " +
            "CLOUDFLARE_ACCOUNT_ID=e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0 CLOUDFLARE_GATEWAY_ID=emulator\r?\n$"));
        Assert.That(await run, Is.Zero);
    }

    [TestCase("--port", "65536")]
    [TestCase("--logs", "-1")]
    [TestCase("--address", "here")]
    public void The_command_refuses_what_is_out_of_range(string option, string value) =>
        Assert.That(EmulatorCommand.Configure(new RootCommand()).Parse([option, value]).Errors, Has.Count.EqualTo(1));
}
