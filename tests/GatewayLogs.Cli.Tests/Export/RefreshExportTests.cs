using GatewayLogs.Cli.Export;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary><c>export --refresh</c> writes logs that have changed after they were exported to another output.</summary>
public class RefreshExportTests
{
    private static readonly string[] s_names = ["logs.ndjson", "logs.csv", "logs.csv.gz", "logs.parquet", "lake"];

    private TemporaryFolder _folder;

    private GatewayLogsEmulator _emulator;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 150 });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    private Task<ToolRun> ExportAsync(string name, params string[] options) => CliRunner.RunAsync(
        _emulator,
        [
            "export", "--rate-limit", "none", "--out", _folder.GetPath(name), .. name == "lake" ? (string[])["--format", "parquet"] : [], .. options,
            .. options.Contains("--refresh") ? (string[])[] : ["--refresh", "9999w"],
        ]);

    private async Task ChangeAsync(string id, int feedback)
    {
        var run = await CliRunner.RunAsync(_emulator, "update", id, "--feedback", feedback.ToString(null, null));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    private async Task<string[]> ReadAsync(string name)
    {
        var run = await CliRunner.RunAsync(null, "list", "--all", "--json", "id,feedback", "--from", _folder.GetPath(name));
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [TestCaseSource(nameof(s_names))]
    public async Task Only_changed_logs_are_written_each_time_they_change(string name)
    {
        var refresh = Path.GetFileName(ExportFileName.GetRefreshPath(name));
        var first = await ExportAsync(name);
        var ids = _emulator.Ledger().Select(entry => entry.Id).ToList();
        await ChangeAsync(ids[3], 1);
        await ChangeAsync(ids[90], -1);
        var second = await ExportAsync(name);
        var third = await ExportAsync(name);
        await ChangeAsync(ids[3], -1);
        await ExportAsync(name);
        await ChangeAsync(ids[3], 1);
        var last = await ExportAsync(name);

        Assert.That(first.Error, Is.EqualTo($"150 new rows, 150 in all: {_folder.GetPath(name)}\n0 changed logs, 0 in all: {_folder.GetPath(refresh)}\n"));
        Assert.That(second.Error, Does.Contain("0 new rows, 150 in all").And.Contain("2 changed logs, 2 in all"));
        Assert.That(third.Error, Does.Contain("0 changed logs, 2 in all"));
        Assert.That(last.Error, Does.Contain("1 changed logs, 4 in all"));
        Assert.That(await ReadAsync(refresh), Is.EquivalentTo(new[]
        {
            $$"""{"id":"{{ids[3]}}","feedback":1}""", $$"""{"id":"{{ids[90]}}","feedback":-1}""", $$"""{"id":"{{ids[3]}}","feedback":-1}""",
            $$"""{"id":"{{ids[3]}}","feedback":1}""",
        }));
        Assert.That(await ReadAsync(name), Has.Length.EqualTo(150));
    }

    [Test]
    public async Task An_interrupted_refresh_is_resumed_with_the_same_rows([ValueSource(nameof(s_names))] string name)
    {
        string[] options = ["--checkpoint-every", "10"];
        var refresh = Path.GetFileName(ExportFileName.GetRefreshPath(name));
        await ExportAsync(name, options);
        foreach (var entry in _emulator.Ledger())
        {
            await ChangeAsync(entry.Id, 1);
        }

        _emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "ListGatewayLogs", Nth = 4 }];
        var interrupted = await ExportAsync(name, options);
        _emulator.Faults = [];
        var resumed = await ExportAsync(name, options);

        Assert.That((interrupted.ExitCode, resumed.ExitCode), Is.EqualTo((4, 0)), interrupted.Error + resumed.Error);
        Assert.That(resumed.Error, Does.Contain(" changed logs, 150 in all").And.Not.Contain("150 changed"));
        Assert.That(await ReadAsync(refresh), Has.Length.EqualTo(150).And.Unique);
        Assert.That(await ReadAsync(refresh), Is.All.EndsWith("\"feedback\":1}"));
    }

    [Test]
    public async Task Only_the_given_time_is_compared()
    {
        var now = _emulator.UtcNow;
        _emulator.AddLogs([new EmulatedLog { Id = "old", CreatedAt = now.AddDays(-20) }, new EmulatedLog { Id = "new", CreatedAt = now.AddDays(-2) }]);
        await ExportAsync("logs.ndjson");
        await ChangeAsync("old", 1);
        await ChangeAsync("new", 1);

        await ExportAsync("logs.ndjson", "--refresh", "14d");

        Assert.That(await ReadAsync("logs.refresh.ndjson"), Is.EqualTo(new[] { """{"id":"new","feedback":1}""" }));
    }

    [Test]
    public async Task The_refresh_is_not_counted_twice_when_a_folder_is_read()
    {
        await ExportAsync("logs.ndjson");
        await ChangeAsync(_emulator.Ledger().First().Id, 1);
        await ExportAsync("logs.ndjson");

        var run = await CliRunner.RunAsync(null, "count", "--from", _folder.GetPath("."));

        Assert.That(run.Output, Is.EqualTo("150\n"));
        Assert.That(run.Error, Does.Contain("logs.refresh.ndjson was not read: it contains logs that changed after they were exported"));
    }

    [Test]
    public async Task The_query_in_the_README_returns_the_current_logs()
    {
        var ids = _emulator.Ledger().Select(entry => entry.Id).ToList();
        await ExportAsync("logs.ndjson");
        foreach (var feedback in (int[])[1, -1])
        {
            await ChangeAsync(ids[3], feedback);
            await ExportAsync("logs.ndjson");
        }

        var readme = await File.ReadAllTextAsync(Repository.GetPath("src/GatewayLogs.Cli/Export/README.md"));
        var query = readme[readme.IndexOf("WITH rows AS", StringComparison.Ordinal)..].Split(';')[0]
            .Replace("'logs.", $"'{_folder.GetPath("logs.")}", StringComparison.Ordinal);
        using var duck = new Duck();
        Assert.That(duck.Rows($"SELECT count(*) FROM ({query})"), Is.EqualTo(new[] { "150" }));
        Assert.That(duck.Rows($"SELECT feedback::INTEGER FROM ({query}) WHERE id = '{ids[3]}'"), Is.EqualTo(new[] { "-1" }));
    }

    [TestCase("--format messages", "--format", "messages")]
    [TestCase("--columns", "--columns", "id")]
    [TestCase("--limit", "--limit", "5")]
    [TestCase("--sample", "--sample", "5")]
    public async Task Options_that_leave_out_fields_or_logs_exclude_it(string option, params string[] options)
    {
        var run = await ExportAsync("logs", options);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo(
            (2, $"gwlogs: --refresh compares all fields of all logs, so it cannot be used with {option}. Omit one.\n")));
    }
}
