using System.CommandLine;
using GatewayLogs.Emulator.Tests.Support;

namespace GatewayLogs.Emulator.Tests;

/// <summary>Tests the emulator command: its output, and the values it rejects before it starts.</summary>
[NonParallelizable] // A test sets an environment variable of the process.
public sealed class EmulatorCommandTests
{
    private const string TokenVariable = "GATEWAY_LOGS_CONTROL_TOKEN";

    [Test]
    public async Task Prints_its_settings_as_shell_exports_and_runs_until_interrupted()
    {
        var (text, exitCode) = await RunAsync("--port", "0", "--logs", "3");

        Assert.That(text, Does.Match(
            "^export CLOUDFLARE_API_BASE_URL=http://127.0.0.1:[0-9]+/client/v4/ CLOUDFLARE_API_TOKEN=emulator-token " +
            "CLOUDFLARE_ACCOUNT_ID=e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0 CLOUDFLARE_GATEWAY_ID=emulator\r?\n$"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public async Task Prints_its_settings_for_PowerShell_on_Windows()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 0, ControlToken = "mine" });

        Assert.That(EmulatorCommand.FormatVariables(emulator, isWindows: true), Is.EqualTo(
            $"$env:CLOUDFLARE_API_BASE_URL = '{emulator.BaseAddress}'; $env:CLOUDFLARE_API_TOKEN = 'emulator-token'; "
            + "$env:CLOUDFLARE_ACCOUNT_ID = 'e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0'; $env:CLOUDFLARE_GATEWAY_ID = 'emulator'; "
            + "$env:GATEWAY_LOGS_CONTROL_TOKEN = 'mine'"));
    }

    [TestCase("GATEWAY_LOGS_CONTROL_TOKEN=[0-9a-f]{32}", "--address", "0.0.0.0")]
    [TestCase("GATEWAY_LOGS_CONTROL_TOKEN=mine", "--control-token", "mine")]
    [TestCase("GATEWAY_LOGS_CONTROL_TOKEN=mine", "--control-token", "mine", "--address", "0.0.0.0")]
    public async Task Prints_the_control_token_if_one_is_required(string printed, params string[] arguments) =>
        Assert.That((await RunAsync(["--port", "0", .. arguments])).Text, Does.Match($"CLOUDFLARE_GATEWAY_ID=emulator {printed}\r?\n$"));

    [TestCase("given", "GATEWAY_LOGS_CONTROL_TOKEN=given\r?\n$")]
    [TestCase("", "CLOUDFLARE_GATEWAY_ID=emulator\r?\n$")]
    public async Task Reads_the_control_token_from_the_environment(string token, string printed)
    {
        using var variable = new Variable(token);

        Assert.That((await RunAsync("--port", "0")).Text, Does.Match(printed));
    }

    [Test]
    public void Rejects_an_environment_variable_that_is_not_a_valid_token()
    {
        using var variable = new Variable("two words");

        Assert.That(Errors(), Is.EqualTo(new[] { "GATEWAY_LOGS_CONTROL_TOKEN: expected 1 or more letters, digits and -._~+/=." }));
        Assert.That(Errors("--control-token", "better"), Is.Empty);
    }

    [TestCase("--port", "abc")]
    [TestCase("--port", "-1")]
    [TestCase("--port", "65536")]
    [TestCase("--port", "80.0")]
    [TestCase("--port", "")]
    [TestCase("--port", "99999999999999999999")]
    [TestCase("--logs", "-1")]
    [TestCase("--logs", "many")]
    [TestCase("--logs", "2147483648")]
    [TestCase("--seed", "-1")]
    [TestCase("--seed", "abc")]
    [TestCase("--address", "here")]
    [TestCase("--address", "")]
    [TestCase("--address", "127.0.0.1:8787")]
    [TestCase("--address", "http://127.0.0.1")]
    [TestCase("--db", "")]
    [TestCase("--control-token", "")]
    [TestCase("--control-token", "two words")]
    [TestCase("--sample-end", "yesterday")]
    [TestCase("--traffic", "abc")]
    [TestCase("--traffic", "2")]
    [TestCase("--traffic", "0/s")]
    [TestCase("--traffic", "-1/s")]
    [TestCase("--traffic", "1/s/s")]
    [TestCase("--traffic", "1001/s")]
    [TestCase("--traffic", "1/d")]
    [TestCase("--quirks", "nonsense")]
    [TestCase("--quirks", """{"deleteStatus":201}""")]
    [TestCase("--faults", """{"kind":"reset","nth":0}""")]
    public void Rejects_an_invalid_value_with_one_line_that_names_the_option(string option, string value)
    {
        var error = Errors(option, value).Single();

        Assert.That(error, Does.StartWith($"{option}: ").And.Not.Contain("\n").And.Not.Contain("System.").And.Not.Contain("Parameter"));
    }

    [TestCase("--port")]
    [TestCase("--address")]
    [TestCase("--db")]
    [TestCase("--control-token")]
    [TestCase("--quirks")]
    [TestCase("--port", "1", "--port", "2")]
    public void Rejects_an_option_without_a_value_and_a_repeated_option(params string[] arguments) =>
        Assert.That(Errors(arguments).Single(), Does.Contain(arguments[0]));

    [TestCase(2, "--port", "abc")]
    [TestCase(2, "--nothing")]
    [TestCase(1, "--address", "192.0.2.1")]
    [TestCase(1, "--port", "0", "--db", ".")]
    public async Task Errors_print_one_line_and_set_the_exit_code(int exitCode, params string[] arguments)
    {
        var run = await ToolRun.StartAsync("dotnet", AppContext.BaseDirectory, [EmulatorProcess.Program, .. arguments]);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")));
        Assert.That(run.Error, Does.Match("^emulator: [^\\n]+\\n$"));
    }

    [Test]
    public void Rejects_a_rate_with_the_expected_form() => Assert.That(
        Errors("--traffic", "abc").Single(),
        Is.EqualTo("--traffic: 'abc' is not a rate; expected calls per second, minute or hour, such as 2/s, 30/m or 100/h, at most 1000/s."));

    private static IEnumerable<string> Errors(params string[] arguments) =>
        EmulatorCommand.Configure(new RootCommand()).Parse(arguments).Errors.Select(error => error.Message);

    private static async Task<(string Text, int ExitCode)> RunAsync(params string[] arguments)
    {
        using var interrupt = new CancellationTokenSource();
        await using var output = new AwaitedWriter();
        var run = EmulatorCommand.Configure(new RootCommand())
            .Parse(arguments)
            .InvokeAsync(new InvocationConfiguration { Output = output }, interrupt.Token);
        var text = await output.Flushed;
        await interrupt.CancelAsync();
        return (text, await run);
    }

    private sealed class Variable : IDisposable
    {
        public Variable(string value) => Environment.SetEnvironmentVariable(TokenVariable, value);

        public void Dispose() => Environment.SetEnvironmentVariable(TokenVariable, null);
    }
}
