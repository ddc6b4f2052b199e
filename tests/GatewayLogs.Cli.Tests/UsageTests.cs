namespace GatewayLogs.Tests;

public class UsageTests
{
    [Test]
    public async Task Missing_credentials_are_reported_with_their_environment_variables()
    {
        var run = await CliRunner.RunAsync(null, "list");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("CLOUDFLARE_API_TOKEN").And.Contain("CLOUDFLARE_ACCOUNT_ID").And.Contain("CLOUDFLARE_GATEWAY_ID"));
    }

    [Test]
    public async Task Flags_replace_the_environment()
    {
        var run = await CliRunner.RunAsync(
            null, "get", "abc", "--api-token", "canary-token", "--account", "a", "--gateway", "g", "--base-url", "http://127.0.0.1:1/");

        Assert.That(run.ExitCode, Is.EqualTo(7));
        Assert.That(run.Error, Does.Contain("No response arrived").And.Not.Contain("canary-token"));
    }

    [Test]
    public async Task A_refused_token_exits_with_4()
    {
        await using var emulator = await Emulator.GatewayLogsEmulator.StartAsync(new Emulator.GatewayLogsEmulatorOptions());

        var run = await CliRunner.RunAsync(emulator, "list", "--api-token", "canary-token");

        Assert.That(run.ExitCode, Is.EqualTo(4));
        Assert.That(run.Error, Does.Contain("401").And.Not.Contain("canary-token"));
    }

    [TestCase("--base-url", "http://api.example.com/")]
    [TestCase("--base-url", "api.example.com")]
    [TestCase("--base-url", "https://u:p@api.example.com/")]
    [TestCase("--gateway", "Two Words")]
    public async Task A_malformed_flag_is_a_usage_error(string flag, string value)
    {
        await using var emulator = await Emulator.GatewayLogsEmulator.StartAsync(new Emulator.GatewayLogsEmulatorOptions());

        var run = await CliRunner.RunAsync(emulator, "list", flag, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("CLOUDFLARE_"));
    }

    [TestCase("Try: gwlogs --help", "lits")]
    [TestCase("Try: gwlogs list --help", "list", "--colour")]
    [TestCase("Try: gwlogs get --help", "get")]
    public async Task An_unknown_or_missing_command_is_a_usage_error_with_a_hint(string hint, params string[] arguments)
    {
        var run = await CliRunner.RunAsync(null, arguments);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.EndWith($"{hint}\n"));
    }

    [Test]
    public async Task Help_lists_the_commands()
    {
        var run = await CliRunner.RunAsync(null, "--help");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("list").And.Contain("get").And.Contain("request").And.Contain("response").And.Contain("emulator"));
    }
}
