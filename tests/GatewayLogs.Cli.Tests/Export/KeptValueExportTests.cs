using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Stats;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Values that do not fit their field, times in Unix time, and deep rows are exported in every format.</summary>
public class KeptValueExportTests
{
    private static readonly DateTimeOffset s_created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_rows =
    [
        """{"id":"1","created_at":1767225600,"duration":12.7,"location":"SYD","tokens_in":9223372036854775808,"status_code":200}""",
        """{"id":"2","created_at":1767225600000,"updated_at":"1767225600","cost":"free","cached":1,"model":["m"],"duration":12}""",
        $$$"""{"id":"3","created_at":"2026-01-01T00:00:00.000Z","timings":{"total":"slow"},"deep":{{{Deep}}},"usage_metadata":{{{Deep}}}}""",
    ];

    private TemporaryFolder _folder;
    private RawService _service;

    private static string Deep => new string('[', 900) + new string(']', 900);

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _service = new RawService();
        foreach (var row in s_rows)
        {
            _service.Add(s_created, row);
        }
    }

    [TearDown]
    public void Stop()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task NDJSON_loses_nothing([Values] bool withBodies)
    {
        var path = _folder.GetPath("logs");

        await InProcessExport.RunAsync(_service.Client, InProcessExport.Plan(path) with { Bodies = withBodies ? ExportBodies.Response : ExportBodies.None });

        var lines = await File.ReadAllLinesAsync(path);
        foreach (var (line, row) in lines.Zip(s_rows))
        {
            var (actual, sent) = (Parse(line), Parse(row));
            foreach (var name in (string[])["created_at", "updated_at"])
            {
                Assert.That((string?)actual[name], sent[name] is null ? Is.Null : Is.EqualTo("2026-01-01T00:00:00.000Z"));
                sent.Remove(name);
            }

            Assert.That(sent.Properties().Select(field => JToken.DeepEquals(actual[field.Name], field.Value) ? null : field.Name), Is.All.Null, line);
        }
    }

    [Test]
    public async Task CSV_shows_what_was_sent()
    {
        var path = _folder.GetPath("logs");

        await InProcessExport.RunAsync(_service.Client, InProcessExport.Plan(path, ExportFormat.Csv));

        using var duck = new Duck(
            $"CREATE VIEW logs AS SELECT * FROM read_csv('{path}', header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',')");
        Assert.That(
            duck.Rows("SELECT id, created_at, duration, location, tokens_in, cost, cached, model FROM logs WHERE id <> '3' ORDER BY id"),
            Is.EqualTo(new[]
            {
                "1|2026-01-01T00:00:00.000Z|12.7|SYD|9223372036854775808|||",
                "2|2026-01-01T00:00:00.000Z|12|||free|1|[\"m\"]",
            }));
    }

    [Test]
    public async Task Parquet_rounds_fractions_and_keeps_what_was_sent_in_the_other_fields()
    {
        var path = _folder.GetPath("logs");

        await InProcessExport.RunAsync(_service.Client, InProcessExport.Plan(path, ExportFormat.Parquet));

        using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM read_parquet('{path}/date=*/*.parquet')");
        Assert.That(
            duck.Rows("SELECT id, epoch(created_at), duration, tokens_in, cost, cached, model, location, other_fields FROM logs WHERE id <> '3' ORDER BY id"),
            Is.EqualTo(new[]
            {
                """1|1767225600|13|||||"SYD"|{"duration":12.7,"tokens_in":9223372036854775808}""",
                """2|1767225600|12||||||{"cost":"free","cached":1,"model":["m"]}""",
            }));
        Assert.That(duck.Rows("SELECT json_extract(other_fields, '$.deep') FROM logs WHERE id = '3'"), Is.EqualTo(new[] { Deep }));
    }

    [Test]
    public async Task Statistics_use_the_rounded_duration()
    {
        var report = new StatsReport([]);
        await foreach (var log in _service.Client.ListAllLogsAsync(null, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }))
        {
            report.Add(log);
        }

        Assert.That(report.Total.Duration(99), Is.EqualTo(13));
    }

    private static JObject Parse(string json) => JsonConvert.DeserializeObject<JObject>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = null })!;
}
