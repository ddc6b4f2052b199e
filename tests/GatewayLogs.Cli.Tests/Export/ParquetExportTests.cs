using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Reads Parquet exports with DuckDB, which shares no code with the writer.</summary>
public class ParquetExportTests : ExportTests
{
    private List<JObject> _rows;

    private protected override int Logs => 1_000;

    [OneTimeSetUp]
    public async Task ListRowsAsync()
    {
        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {Emulator.ApiToken}" } } };
        _rows = [];
        for (var page = 1; _rows.Count < Logs; page++)
        {
            var text = await client.GetStringAsync(new Uri(
                $"{Emulator.BaseAddress}accounts/{Emulator.AccountId}/ai-gateway/gateways/{Emulator.GatewayId}/logs"
                + $"?per_page=50&page={page}&order_by=created_at&order_by_direction=asc"));
            await using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(text))
            {
                DateParseHandling = Newtonsoft.Json.DateParseHandling.None,
                FloatParseHandling = Newtonsoft.Json.FloatParseHandling.Decimal,
            };
            _rows.AddRange((await JObject.LoadAsync(reader))["result"]!.Cast<JObject>());
        }
    }

    [Test]
    public async Task Duckdb_reads_the_same_counts_costs_metadata_and_times()
    {
        await ExportWithSuccessAsync("lake", "--format", "parquet");

        using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM read_parquet('{GetPath("lake")}/**/*.parquet', hive_partitioning = true)");
        var from = GetInstant(_rows[200]);
        var until = GetInstant(_rows[700]);
        Assert.Multiple(() =>
        {
            Assert.That(duck.Rows("SELECT count(*), count(DISTINCT id) FROM logs"), Is.EqualTo(new[] { "1000|1000" }));
            Assert.That(
                duck.Rows("SELECT model, sum(cost) FROM logs GROUP BY model ORDER BY model"),
                Is.EqualTo(_rows.GroupBy(row => (string)row["model"]!).OrderBy(model => model.Key, StringComparer.Ordinal)
                    .Select(model =>
                        $"{model.Key}|{model.Sum(row => (decimal)row["cost"]!).ToString("0.############################", CultureInfo.InvariantCulture)}")));
            Assert.That(
                duck.Rows("SELECT id FROM logs WHERE metadata['team'] = 'plateforme-é' AND metadata['retry'] = '2' ORDER BY id"),
                Is.Not.Empty.And.EqualTo(_rows
                    .Where(row => (string?)Entry(row, "team") == "plateforme-é" && (int?)Entry(row, "retry") == 2)
                    .Select(row => (string)row["id"]!)
                    .Order(StringComparer.Ordinal)));
            Assert.That(
                duck.Rows($"SELECT count(*) FROM logs WHERE created_at >= TIMESTAMPTZ '{from}' AND created_at < TIMESTAMPTZ '{until}'"),
                Is.EqualTo(new[]
                {
                    _rows.Count(row => string.CompareOrdinal(GetInstant(row), from) >= 0
                        && string.CompareOrdinal(GetInstant(row), until) < 0).ToString(CultureInfo.InvariantCulture),
                }));
            Assert.That(
                duck.Rows("SELECT count(*) FROM logs WHERE strftime(created_at AT TIME ZONE 'UTC', '%Y-%m-%d') <> CAST(date AS VARCHAR)"),
                Is.EqualTo(new[] { "0" }));
            Assert.That(duck.Rows("SELECT count(*) FROM logs WHERE metadata IS NULL"),
                Is.EqualTo(new[] { _rows.Count(row => row["metadata"]!.Type == JTokenType.Null).ToString(CultureInfo.InvariantCulture) }));
        });
    }

    [TestCase("UNCOMPRESSED", "--compress", "none")]
    [TestCase("ZSTD", "--compress", "zstd")]
    [TestCase("ZSTD")]
    public async Task Files_have_the_requested_compression(string compression, params string[] options)
    {
        await ExportWithSuccessAsync("lake", ["--format", "parquet", .. options]);

        using var duck = new Duck("SELECT 1");
        Assert.That(duck.Rows($"SELECT DISTINCT compression FROM parquet_metadata('{GetPath("lake")}/date=*/*.parquet')"), Is.EqualTo(new[] { compression }));
    }

    [Test]
    public async Task Columns_have_the_expected_types()
    {
        await ExportWithSuccessAsync("lake", "--format", "parquet", "--compress", "gzip");

        using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM read_parquet('{GetPath("lake")}/date=*/*.parquet')");
        var types = duck.Rows("SELECT column_name, column_type FROM (DESCRIBE logs)");
        Assert.That(types, Is.SupersetOf(new[]
        {
            "id|VARCHAR", "created_at|TIMESTAMP WITH TIME ZONE", "updated_at|TIMESTAMP WITH TIME ZONE", "tokens_in|BIGINT", "cost|DECIMAL(38,28)",
            "score|DOUBLE", "success|BOOLEAN", "metadata|MAP(VARCHAR, VARCHAR)", "timings|VARCHAR", "other_fields|VARCHAR",
        }));
        Assert.That(
            duck.Rows($"SELECT DISTINCT compression FROM parquet_metadata('{GetPath("lake")}/date=*/*.parquet')"), Is.EqualTo(new[] { "GZIP" }));
    }

    [Test]
    public async Task Every_value_of_every_row_is_exported()
    {
        await ExportWithSuccessAsync("lake", "--format", "parquet");

        using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM read_parquet('{GetPath("lake")}/date=*/*.parquet')");
        foreach (var name in (string[])[
            "provider", "model", "path", "duration", "success", "cached", "tokens_in", "tokens_out",
            "status_code", "step", "user_agent", "event_id", "dlp_action"])
        {
            Assert.That(
                duck.Rows($"SELECT id, {name} FROM logs ORDER BY created_at, id"),
                Is.EqualTo(_rows.OrderBy(GetInstant, StringComparer.Ordinal).ThenBy(row => (string)row["id"]!, StringComparer.Ordinal)
                    .Select(row => $"{row["id"]}|{Duck.Show(((JValue)row[name]!).Value)}")),
                name);
        }
    }

    private static string GetInstant(JObject row) => (string)row["created_at"]!;

    private static JToken? Entry(JObject row, string name) => (row["metadata"] as JObject)?[name];
}
