using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>
/// An export writes each log once with bounded memory. The logs are compared with the emulator's ledger, the memory is read from /proc.
/// </summary>
/// <remarks>The environment variable GATEWAY_LOGS_EXPORT sets the number of logs; the full size is 1,000,000.</remarks>
[Platform("Linux", Reason = "The memory is read from /proc.")]
public class LargeExportTests
{
    private const string SizeVariable = "GATEWAY_LOGS_EXPORT";

    private const double MaxGrowth = 64;

    /// <summary>The number of persisted rows after which everything is loaded, and memory is expected not to grow.</summary>
    private const int FirstRows = 2_000;

    private TemporaryFolder _folder;

    private EmulatorProcess _emulator;

    private static int Size => Environment.GetEnvironmentVariable(SizeVariable) is { Length: > 0 } size
        ? int.Parse(size, CultureInfo.InvariantCulture)
        : Proof.Size(20_000, otherwise: 20_000, quick: 6_000);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _emulator = await EmulatorProcess.StartAsync(
            [
                CliRunner.Program, "emulator", "--db", _folder.GetPath("logs.db"), "--logs", Size.ToString(CultureInfo.InvariantCulture),
                "--sample-end", "2026-11-01",
            ]);
        using var client = new HttpClient();
        await using var ledger = File.Create(_folder.GetPath("ledger"));
        await using var entries = await client.GetStreamAsync(new Uri(_emulator.BaseAddress, "/_emulator/ledger"));
        await entries.CopyToAsync(ledger);
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _emulator.Dispose();
        _folder.Dispose();
    }

    [TestCase("ndjson", "read_ndjson('{0}', columns = {{id: 'VARCHAR', created_at: 'VARCHAR'}})")]
    [TestCase("csv", "read_csv('{0}', header = true, all_varchar = true)")]
    [TestCase("parquet", "read_parquet('{0}/date=*/*.parquet')")]
    public async Task Every_log_is_exported_once_and_memory_does_not_grow(string format, string source)
    {
        var output = _folder.GetPath(format);
        var watch = Stopwatch.StartNew();
        using var export = ExportProcess.Start(_emulator.Environment, "--format", format, "--out", output, "--quiet");

        var (first, peak) = await WatchAsync(export, format == "parquet" ? $"{output}/_gwlogs" : $"{output}.gwlogs");
        var run = await export.EndAsync();
        var rate = Size / watch.Elapsed.TotalSeconds;
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{format}: {Size:N0} rows, {rate:N0} a second; "
            + $"{peak:0.0} MiB at most, {peak - first:0.0} more than with the first {FirstRows:N0}"));

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        using var duck = new Duck($$"""
            CREATE TABLE ledger AS SELECT id, CAST(createdAt AS TIMESTAMP) AS moment FROM read_ndjson('{{_folder.GetPath("ledger")}}', columns = {id: 'VARCHAR', createdAt: 'VARCHAR'});
            CREATE TABLE exported AS SELECT id, CAST(created_at AS TIMESTAMP) AS moment FROM {{string.Format(CultureInfo.InvariantCulture, source, output)}}
            """);
        Assert.That(duck.Rows("SELECT count(*), count(DISTINCT id) FROM exported"), Is.EqualTo((string[])[$"{Size}|{Size}"]));
        Assert.That(duck.Rows("SELECT count(*) FROM ledger JOIN exported USING (id, moment)"), Is.EqualTo((string[])[$"{Size}"]));
        Assert.That(peak - first, Is.LessThanOrEqualTo(MaxGrowth));
    }

    /// <summary>Returns the resident memory when the first rows were persisted, and its peak, in MiB.</summary>
    private static async Task<(double First, double Peak)> WatchAsync(ExportProcess export, string state)
    {
        double? first = null;
        var peak = 0d;
        while (!export.HasExited)
        {
            if (Held(export.Id) is var (now, most))
            {
                peak = most;
                first ??= GetPersistedRows(state) >= FirstRows ? now : null;
            }

            await Task.Delay(20);
        }

        return (first ?? 0, peak);
    }

    private static (double Now, double Most)? Held(int process)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{process}/status");
            double? Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
                ? double.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024
                : null;
            return Value("VmRSS:") is { } now && Value("VmHWM:") is { } most ? (now, most) : null;
        }
        catch (IOException)
        {
            // The process has just exited.
            return null;
        }
    }

    private static long GetPersistedRows(string state)
    {
        var checkpoint = Path.Combine(state, "checkpoint.json");
        return File.Exists(checkpoint) ? (long)JObject.Parse(File.ReadAllText(checkpoint))["rows"]! : 0;
    }
}
