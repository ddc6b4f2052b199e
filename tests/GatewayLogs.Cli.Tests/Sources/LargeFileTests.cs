using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Export.Parquet;

namespace GatewayLogs.Tests;

/// <summary>Compares <c>gwlogs stats --from</c> with DuckDB on the same Parquet files, in the same run.</summary>
/// <remarks>
/// The environment variable GATEWAY_LOGS_STATS sets the number of logs; the full size is 1,000,000. Only the ratio is meaningful on a shared
/// machine.
/// </remarks>
public class LargeFileTests
{
    private const string SizeVariable = "GATEWAY_LOGS_STATS";

    private const int RowsPerFile = 100_000;

    private const int Rounds = 3;

    private static readonly DateTimeOffset s_first = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TemporaryFolder _folder;

    private static int Size =>
        Environment.GetEnvironmentVariable(SizeVariable) is { Length: > 0 } size ? int.Parse(size, CultureInfo.InvariantCulture) : 20_000;

    [OneTimeSetUp]
    public async Task WriteAsync()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.GetPath("lake"));
        using var part = new ParquetPart(null, ExportBodies.None, ExportCompression.Zstd);
        for (var first = 0; first < Size; first += RowsPerFile)
        {
            await File.WriteAllLinesAsync(_folder.GetPath("rows"), Enumerable.Range(first, Math.Min(RowsPerFile, Size - first)).Select(CreateRow));
            await using var file = File.Create(_folder.GetPath($"lake/part-{first:D9}.parquet"));
            await part.WriteAsync(_folder.GetPath("rows"), file, CancellationToken.None);
        }
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Statistics_of_Parquet_equal_those_of_DuckDB()
    {
        using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM read_parquet('{_folder.GetPath("lake")}/*.parquet')");
        List<(double Tool, double Duck)> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var run = await CliRunner.RunAsync(null, "stats", "--csv", "--by", "model", "--sort", "model", "--from", _folder.GetPath("lake"));
            var tool = watch.Elapsed.TotalSeconds;

            watch.Restart();
            var rows = duck.Rows(
                """
                SELECT model, count(*), count(*) FILTER (NOT success), count(*) FILTER (cached), sum(tokens_in), sum(tokens_out), rtrim(rtrim(sum(cost)::VARCHAR, '0'), '.'),
                    quantile_disc(duration, 0.5), quantile_disc(duration, 0.95), quantile_disc(duration, 0.99)
                FROM logs GROUP BY model ORDER BY model
                """);
            rounds.Add((tool, watch.Elapsed.TotalSeconds));

            Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
            Assert.That(run.Output.Split('\n')[1..^1].Select(GetFigures), Is.EqualTo(rows));
        }

        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Size:N0} rows: gwlogs {rounds.Min(round => round.Tool):0.00} s as a process, DuckDB {rounds.Min(round => round.Duck):0.000} "
            + $"s in this process; ratio {rounds.Min(round => round.Tool) / rounds.Min(round => round.Duck):0.0}"));
    }

    /// <summary>Creates a row with all fields that a listed log usually has.</summary>
    private static string CreateRow(int i) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"01J{{i:D23}}","created_at":"{{s_first.AddSeconds(i * 7):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","provider":"p{{i % 5}}","model":"model-{{i % 11}}","model_type":"llm","path":"chat/completions","duration":{{100 + ((i * 7919L) % 5000)}},"success":{{(i % 13 == 0 ? "false" : "true")}},"cached":{{(i % 7 == 0 ? "true" : "false")}},"tokens_in":{{i % 997}},"tokens_out":{{i % 1499}},"cost":{{(i % 9973) * 0.00000125m}},"custom_cost":false,"metadata":{"team":"team-{{i % 17}}","retry":{{i % 3}}},"status_code":200,"step":0,"request_type":"chat","request_content_type":"application/json","response_content_type":"application/json","event_id":"event-{{i}}","timings":{"total":{{i % 5000}},"latency":10},"user_agent":"agent/1.0"}
        """);

    /// <summary>Returns a line of CSV without the numbers of missing values.</summary>
    private static string GetFigures(string line) => string.Join('|', line.Split(',')[..10]);
}
