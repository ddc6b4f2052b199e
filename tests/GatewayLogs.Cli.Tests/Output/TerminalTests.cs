using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Compares the output on a real terminal and in a pipe with golden files.</summary>
public class TerminalTests
{
    private GatewayLogsEmulator _emulator;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 8 });
        _emulator.AddLogs([new EmulatedLog
        {
            Id = "hostile",
            CreatedAt = new DateTimeOffset(2026, 11, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Provider = "=cmd|' /C calc'!A0",
            Model = "\u001b[31mred\u0007\u009b]0;title\u001b\\",
            Success = false,
            StatusCode = 500,
        }]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase(60)]
    [TestCase(80)]
    [TestCase(120)]
    [TestCase(200)]
    public async Task A_table_fits_the_terminal(int width)
    {
        var run = await CliRunner.TerminalAsync(_emulator, width, "gwlogs list");

        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(Plain(run.Output).Split('\n').Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
        GoldenFile.Compare($"list.{width}", Visible(run.Output));
    }

    [TestCase("list.no-color", "gwlogs list --limit 3", "NO_COLOR", "1")]
    [TestCase("list.local", "gwlogs list --limit 3 --tz local", "TZ", "Asia/Kolkata")]
    [TestCase("list.columns", "gwlogs list --limit 3 --columns id,created_at,cost,metadata.team,model", "TZ", "UTC")]
    [TestCase("list.json-on-a-terminal", "gwlogs list --limit 1 --json", "TZ", "Asia/Kolkata")]
    [TestCase("list.csv-on-a-terminal", "gwlogs list --limit 1 --csv --columns id,model,provider", "TZ", "UTC")]
    [TestCase("stats.csv-on-a-terminal", "gwlogs stats --csv", "TZ", "UTC")]
    [TestCase("stats", "gwlogs stats --by model,provider --top 4", "TZ", "UTC")]
    [TestCase("stats.day", "gwlogs stats --by day --top 2", "TZ", "UTC")]
    [TestCase("stats.hour", "gwlogs stats --by hour --top 2", "GWLOGS_TZ", "Asia/Kolkata")]
    [TestCase("errors.terminal", "gwlogs errors", "TZ", "Asia/Kolkata")]
    [TestCase("errors.none", "gwlogs errors --model no-such-model", "TZ", "UTC")]
    [TestCase("list.none", "gwlogs list --model no-such-model", "TZ", "UTC")]
    [TestCase("get", "gwlogs get hostile", "TZ", "UTC")]
    public async Task Terminal_output_matches_the_golden_file(string name, string line, string variable, string value)
    {
        var run = await CliRunner.TerminalAsync(_emulator, 80, line, environment: new Dictionary<string, string?> { [variable] = value });

        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(Plain(run.Output), Does.Not.Match("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]"));
        GoldenFile.Compare(name, Visible(run.Output));
    }

    [TestCase("list.pipe", "list", "--limit", "2")]
    [TestCase("list.pipe.fields", "list", "--limit", "2", "--json", "id,created_at,metadata.team")]
    [TestCase("list.pipe.json", "list", "--limit", "2", "-o", "json", "--json", "id,status_code,metadata.team")]
    [TestCase("list.pipe.table", "list", "-n", "2", "-o", "table")]
    [TestCase("get.pipe.table", "get", "hostile", "-o", "table", "--columns", "id,created_at,status_code")]
    [TestCase("stats.pipe.table", "stats", "--by", "day", "--tz", "America/New_York", "-o", "table")]
    [TestCase("stats.pipe.json", "stats", "--by", "provider", "-o", "json")]
    [TestCase("errors.pipe.json", "errors", "-o", "json")]
    [TestCase("list.pipe.csv", "list", "--limit", "2", "--csv")]
    [TestCase("count.pipe", "count", "--failed")]
    [TestCase("delete.pipe", "delete", "--until", "2026-10-15", "--dry-run")]
    public async Task Piped_output_matches_the_golden_file(string name, params string[] arguments)
    {
        var run = await CliRunner.RunWithAsync(
            new Dictionary<string, string?>
            {
                ["CLOUDFLARE_API_TOKEN"] = _emulator.ApiToken,
                ["CLOUDFLARE_ACCOUNT_ID"] = _emulator.AccountId,
                ["CLOUDFLARE_GATEWAY_ID"] = _emulator.GatewayId,
                ["CLOUDFLARE_API_BASE_URL"] = _emulator.BaseAddress.AbsoluteUri,
                ["TZ"] = "Asia/Kolkata",
            },
            arguments);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        GoldenFile.Compare(name, run.Output);
    }

    [Test]
    public async Task Colors_are_used_unless_NO_COLOR_is_set()
    {
        var coloured = await CliRunner.TerminalAsync(_emulator, 80, "gwlogs list --limit 3");
        var plain = await CliRunner.TerminalAsync(_emulator, 80, "gwlogs list --limit 3", environment: new Dictionary<string, string?> { ["NO_COLOR"] = "1" });

        Assert.That(coloured.Output, Does.Match("\u001b\\[[0-9;]*3[18];?"));
        Assert.That(plain.Output, Does.Not.Match("\u001b\\[[0-9;]*3[0-9]"));
        Assert.That(Plain(plain.Output), Is.EqualTo(Plain(coloured.Output)));
    }

    [Test]
    public async Task No_escape_sequences_are_written_to_a_dumb_terminal_or_with_NO_COLOR(
        [Values("TERM=dumb", "NO_COLOR=1")] string variable,
        [Values(
            "list", "list --columns id,model", "get hostile", "show hostile", "stats", "stats --csv", "errors",
            "export --settle 0s --out $(mktemp -d)/logs", "--help")]
        string arguments)
    {
        var run = await CliRunner.TerminalAsync(_emulator, 80, $"{variable} gwlogs {arguments}");

        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Output, Does.Not.Contain('\u001b'));
    }

    /// <summary>Removes color sequences.</summary>
    private static string Plain(string output) => System.Text.RegularExpressions.Regex.Replace(output, "\u001b\\[[0-9;]*m", "");

    private static string Visible(string output) => output.Replace("\u001b", "<ESC>", StringComparison.Ordinal);
}
