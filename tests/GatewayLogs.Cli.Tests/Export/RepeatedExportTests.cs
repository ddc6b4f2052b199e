using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Runs exports while logs arrive, some with a delay, and then again: the output has each log once.</summary>
public class RepeatedExportTests
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(700);

    [TestCase("ndjson", "", "logs.ndjson")]
    [TestCase("ndjson", "gzip", "logs.ndjson.gz")]
    [TestCase("csv", "zstd", "logs.csv.zst")]
    [TestCase("parquet", "", "logs")]
    public async Task Runs_while_logs_arrive_and_a_last_run_export_each_log_once(string format, string compression, string name)
    {
        // Logs are indexed long after their creation, so only a run that looks back finds them.
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Seed = 1, Logs = 500, Quirks = new EmulatorQuirks { LateRows = s_delay },
        });
        using var folder = new TemporaryFolder();
        Task<ToolRun> ExportAsync() => CliRunner.RunAsync(
            emulator,
            [
                "export", "--rate-limit", "none", "--out", folder.GetPath(name), "--format", format, "--settle", "0s", "--look-back", "1m",
                "--checkpoint-every", "40",
                .. compression.Length > 0 ? (string[])["--compress", compression] : [],
            ]);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => Write(emulator, writer, stop.Token))).ToArray();

        var runs = new List<ToolRun>();
        for (var i = 0; i < 4; i++)
        {
            runs.Add(await ExportAsync());
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await Task.Delay(s_delay + s_delay);
        runs.Add(await ExportAsync());

        Assert.That(runs.Select(run => (run.ExitCode, Words: run.Error.Split('\n').Length)), Is.All.EqualTo((0, 2)),
            string.Join('\n', runs.Select(run => run.Error)));
        var ids = GetIds(folder.GetPath(name), format);
        Assert.That(emulator.LedgerDigest().Logs, Is.GreaterThan(600));
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Is.EquivalentTo(emulator.Ledger().Select(entry => entry.Id)));
        Assert.That(runs[^1].Error, Does.Not.StartWith("0 new rows"), "No log was indexed late, so the test is not conclusive.");
    }

    [TestCase("5m")]
    [TestCase("999999999w", Description = "before the year 1")]
    public async Task Without_new_logs_the_output_does_not_change(string lookBack)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 100 });
        using var folder = new TemporaryFolder();
        await CliRunner.RunAsync(emulator, "export", "--rate-limit", "none", "--out", folder.GetPath("logs"), "--look-back", lookBack);
        var before = await File.ReadAllBytesAsync(folder.GetPath("logs"));

        var run = await CliRunner.RunAsync(emulator, "export", "--rate-limit", "none", "--out", folder.GetPath("logs"), "--look-back", lookBack);

        Assert.That(run.Error, Does.StartWith("0 new rows, 100 in all"));
        Assert.That(await File.ReadAllBytesAsync(folder.GetPath("logs")), Is.EqualTo(before));
    }

    [TestCase("gzip")]
    [TestCase("zstd")]
    public async Task An_export_without_rows_is_a_valid_compressed_file_and_can_be_continued(string program)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync();
        using var folder = new TemporaryFolder();
        async Task<string> ExportAsync()
        {
            var run = await CliRunner.RunAsync(
                emulator, "export", "--rate-limit", "none", "--out", folder.GetPath("logs"), "--compress", program, "--settle", "0s");
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            run = await ToolRun.StartAsync("sh", folder.GetPath("."), ["-c", $"{program} -dc < logs"]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            return run.Output;
        }

        var empty = await ExportAsync();
        emulator.AddLogs([new EmulatedLog { Id = "new", CreatedAt = emulator.UtcNow }]);
        var rows = await ExportAsync();

        Assert.That(empty, Is.Empty);
        Assert.That(rows, Does.Match("^{\"id\":\"new\",.*}\n$"));
    }

    private static void Write(GatewayLogsEmulator emulator, int writer, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            // Several logs share a millisecond, also with those of other writers.
            var now = emulator.UtcNow;
            emulator.AddLogs(Enumerable.Range(0, 3).Select(n => new EmulatedLog { Id = $"w{writer}-{i:D5}-{n}", CreatedAt = now }), CancellationToken.None);
            stop.WaitHandle.WaitOne(20);
        }
    }

    private static List<string> GetIds(string path, string format)
    {
        var query = format switch
        {
            "ndjson" => $"SELECT id FROM read_ndjson('{path}', columns = {{id: 'VARCHAR'}})",
            "csv" => $"SELECT id FROM read_csv('{path}', header = true, all_varchar = true)",
            _ => $"SELECT id FROM read_parquet('{path}/date=*/*.parquet')",
        };
        using var duck = new Duck();
        return duck.Rows(query);
    }
}
