using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

[NonParallelizable] // One test counts the responses of all emulators in this process.
public class EmulatorCommandTests
{
    [Test]
    public async Task It_prints_everything_that_a_client_needs()
    {
        using var emulator = await EmulatorProcess.StartAsync([CliRunner.Program, "emulator", "--seed", "1", "--logs", "1000"]);
        var printed = emulator.Environment;

        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {printed["CLOUDFLARE_API_TOKEN"]}" } } };
        var page = JObject.Parse(await client.GetStringAsync(new Uri(
            $"{printed["CLOUDFLARE_API_BASE_URL"]}accounts/{printed["CLOUDFLARE_ACCOUNT_ID"]}/ai-gateway/gateways/{printed["CLOUDFLARE_GATEWAY_ID"]}/logs")));
        var run = await CliRunner.RunSharedAsync(printed, "list");

        Assert.That(((int?)page["result_info"]!["total_count"], page["result"]!.Count()), Is.EqualTo((1000, 20)));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string?)JObject.Parse(line)["id"]),
            Is.EqualTo(page["result"]!.Select(log => (string?)log["id"])));
    }

    [Test]
    public async Task Its_logs_end_now()
    {
        using var emulator = await EmulatorProcess.StartAsync([CliRunner.Program, "emulator", "--logs", "100"]);

        var run = await CliRunner.RunWithAsync(emulator.Environment, "list", "--since", "1h", "--limit", "1", "--json", "id");

        Assert.That((run.ExitCode, run.Output.Count('\n')), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Traffic_adds_logs_while_it_runs()
    {
        using var emulator = await EmulatorProcess.StartAsync(
            [CliRunner.Program, "emulator", "--logs", "3", "--sample-end", "2026-10-01", "--traffic", "50/s"]);

        var run = await CliRunner.ShellAsync(
            null, "gwlogs tail --since 2026-10-02 --settle 0s --interval 1s --json id,model | head -n 5", emulator.Environment);

        Assert.That(run.Output.Count('\n'), Is.EqualTo(5), run.Error);
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    [Platform(Exclude = "Win", Reason = "Windows has no signals.")]
    public async Task A_signal_ends_it_with_exit_code_0(string signal)
    {
        using var emulator = await EmulatorProcess.StartAsync([CliRunner.Program, "emulator", "--logs", "3"]);

        await ToolRun.SucceedAsync("sh", AppContext.BaseDirectory, "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {emulator.Process.Id}"));
        await emulator.Process.WaitForExitAsync();

        var (output, error) = (await emulator.Process.StandardOutput.ReadToEndAsync(), await emulator.Process.StandardError.ReadToEndAsync());
        Assert.That((emulator.Process.ExitCode, output, error), Is.EqualTo((0, "", "")));
    }

    [Test]
    public async Task A_port_in_use_is_reported_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var run = await CliRunner.RunAsync(null, "emulator", "--port", port);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error.TrimEnd('\n'), Does.Contain(port).And.Not.Contain("\n"));
    }

    [Test]
    public async Task An_invalid_database_file_is_reported_in_one_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.GetPath("logs.db"), new string('x', 4096));

        var run = await CliRunner.RunAsync(null, "emulator", "--port", "0", "--db", folder.GetPath("logs.db"));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error.TrimEnd('\n'), Does.Contain("it is not an SQLite database").And.Not.Contain("\n"));
    }

    [TestCase("--address", "192.0.2.1", "192.0.2.1 port 0")]
    [TestCase("--db", ".", "it is a folder")]
    [TestCase("--db", "none/logs.db", "its folder does not exist")]
    public async Task An_unusable_address_or_path_is_reported_in_one_line(string option, string value, string problem)
    {
        var run = await CliRunner.RunAsync(null, "emulator", "--port", "0", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error.TrimEnd('\n'), Does.StartWith("gwlogs: Cannot ").And.Contain(problem).And.Not.Contain("\n"));
    }

    [TestCase("--account", "a")]
    [TestCase("--port", "65536")]
    [TestCase("--port", "abc")]
    [TestCase("--address", "here")]
    [TestCase("--control-token", "two words")]
    [TestCase("--traffic", "abc")]
    [TestCase("--sample-end", "yesterday")]
    [TestCase("--quirks", """{"retention":0}""")]
    public async Task An_invalid_option_is_a_usage_error(string option, string value)
    {
        var run = await CliRunner.RunAsync(null, "emulator", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(option).Or.Contain(value).And.EndWith("Try: gwlogs emulator --help\n"));
    }
}
