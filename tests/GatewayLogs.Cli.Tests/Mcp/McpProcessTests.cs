using System.Diagnostics;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>Tests the process of <c>gwlogs mcp</c>: its connection, its end and the size of its results.</summary>
public class McpProcessTests : CommandTests
{
    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","""
        + """ "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    [Test]
    public async Task It_reads_from_the_gateway_of_the_settings()
    {
        await using var server = await McpProcess.StartAsync(Emulator);

        Assert.That((await server.CallAsync("list_logs", ("limit", 1)))[0], Does.Contain(await NewestIdAsync()));
        Assert.That(server.Errors, Is.Empty);
    }

    [Test]
    public async Task Its_options_override_the_settings()
    {
        await using var server = await McpProcess.StartAsync(Emulator, "--gateway", "other", "--allow-insecure-http");

        Assert.That(await server.FailAsync("list_logs"), Does.StartWith("The service returned 404"));
    }

    [Test]
    public async Task Missing_settings_are_reported_by_the_tools_as_by_the_command_line()
    {
        await using var server = await McpProcess.StartAsync(null);

        Assert.That($"gwlogs: {await server.FailAsync("list_logs")}\n", Is.EqualTo((await CliRunner.RunAsync(null, "list")).Error));
    }

    [Test]
    public async Task It_ends_when_its_client_disconnects()
    {
        using var server = OpenProcess();
        await server.StandardInput.WriteLineAsync(Initialize);
        var response = await server.StandardOutput.ReadLineAsync();

        server.StandardInput.Close();
        await server.WaitForExitAsync();

        Assert.That(response, Does.Contain("\"serverInfo\""));
        var (output, error) = (await server.StandardOutput.ReadToEndAsync(), await server.StandardError.ReadToEndAsync());
        Assert.That((server.ExitCode, output, error), Is.EqualTo((0, "", "")));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no signals.")]
    public async Task A_signal_ends_it()
    {
        using var server = OpenProcess();
        await server.StandardInput.WriteLineAsync(Initialize);
        await server.StandardOutput.ReadLineAsync();

        await ToolRun.SucceedAsync("sh", AppContext.BaseDirectory, "-c", FormattableString.Invariant($"kill -TERM {server.Id}"));
        await server.WaitForExitAsync();

        Assert.That((server.ExitCode, await server.StandardError.ReadToEndAsync()), Is.EqualTo((143, "")));
    }

    [Test]
    public async Task A_canceled_call_ends_and_others_continue()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Logs = 5, Faults = [new FaultRule { Kind = FaultKind.StallBeforeHeaders, Nth = 1 }],
        });
        await using var server = await McpProcess.StartAsync(emulator);
        using var cancellation = new CancellationTokenSource();
        var stalled = server.Client.CallToolAsync("list_logs", cancellationToken: cancellation.Token).AsTask();
        while (emulator.Requests.Count == 0)
        {
            await Task.Delay(20);
        }

        await cancellation.CancelAsync();

        Assert.That(async () => await stalled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await server.CallAsync("list_logs"))[0].Split('\n'), Has.Length.EqualTo(5));
    }

    [Test]
    public async Task A_long_conversation_is_cut()
    {
        // Text is not cut between the two characters of an emoji.
        var text = $"a{string.Concat(Enumerable.Repeat("😀", 50_000))}the end";
        await using var emulator = await GatewayLogsEmulator.StartAsync();
        emulator.AddLogs(
        [
            new EmulatedLog
            {
                Id = "long",
                CreatedAt = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero),
                Provider = "openai",
                Path = "chat/completions",
                Request = EmulatedBody.FromText($$"""{"messages":[{"role":"user","content":"{{text}}"}]}"""),
            },
        ]);
        await using var server = await McpProcess.StartAsync(emulator, "--allow-bodies");

        var result = await server.CallAsync("show_conversation", ("id", "long"));

        Assert.That(result[0], Has.Length.LessThan(30_000).And.Contain("the end\"").And.Not.Contain("\ufffd"));
        Assert.That(result, Has.Some.EqualTo("Texts longer than 4000 characters are cut in the middle."));
    }

    private Process OpenProcess()
    {
        var start = new ProcessStartInfo("dotnet", [CliRunner.Program, "mcp"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in CliRunner.GetEnvironment(Emulator))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
