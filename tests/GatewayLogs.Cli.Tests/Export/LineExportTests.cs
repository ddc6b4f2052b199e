using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>The contents of NDJSON and CSV exports.</summary>
public class LineExportTests : ExportTests
{
    [Test]
    public async Task A_line_has_the_values_that_the_service_returned()
    {
        await ExportWithSuccessAsync("logs.ndjson");

        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {Emulator.ApiToken}" } } };
        var lines = GetLines("logs.ndjson").Select(Parse).ToList();
        Assert.That(lines, Has.Count.EqualTo(300));
        Assert.That(lines.Select(line => (string)line["created_at"]!), Is.Ordered);
        foreach (var line in lines.Where((_, i) => i % 30 == 0))
        {
            var row = (JObject)Parse(await client.GetStringAsync(new Uri(
                $"{Emulator.BaseAddress}accounts/{Emulator.AccountId}/ai-gateway/gateways/{Emulator.GatewayId}/logs/{line["id"]}")))["result"]!;
            foreach (var name in (string[])[
                "request_head", "request_head_complete", "request_size",
                "response_head", "response_head_complete", "response_size"])
            {
                row.Remove(name);
            }

            // The service returns the time without a zone; the export adds it.
            row["updated_at"] = ((string)row["updated_at"]!).Replace(' ', 'T') + ".000Z";
            Assert.That(Canonical(line), Is.EqualTo(Canonical(row)));
        }
    }

    [Test]
    public async Task A_line_has_the_bytes_of_the_response_except_for_the_time_zone_of_updated_at()
    {
        await ExportWithSuccessAsync("logs.ndjson");

        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {Emulator.ApiToken}" } } };
        var page = await client.GetStringAsync(new Uri(
            $"{Emulator.BaseAddress}accounts/{Emulator.AccountId}/ai-gateway/gateways/{Emulator.GatewayId}/logs"
            + "?per_page=50&order_by=created_at&order_by_direction=asc"));
        var zone = new Regex("(\"updated_at\":\"[0-9-]{10}) ([0-9:]{8})\"", RegexOptions.None);
        foreach (var line in GetLines("logs.ndjson").Take(45))
        {
            Assert.That(zone.Replace(page, "$1T$2.000Z\""), Does.Contain(line));
        }
    }

    [Test]
    public void A_row_with_line_breaks_or_another_time_zone_is_serialized_again() => Assert.That(
        Lines("{\n\"id\": \"a\", \"created_at\": \"2026-08-05T08:01:32Z\", \"score\": null}", "{\"id\":\"b\",\"created_at\":\"2026-08-05T10:01:32+02:00\"}"),
        Is.EqualTo("{\"id\":\"a\",\"created_at\":\"2026-08-05T08:01:32.000Z\"}\n{\"id\":\"b\",\"created_at\":\"2026-08-05T08:01:32.000Z\"}\n"));

    [TestCase("""{"created_at":"2026-08-05 08:01:32","updated_at":"2026-08-05T09:00:00Z"}""",
        """{"created_at":"2026-08-05T08:01:32.000Z","updated_at":"2026-08-05T09:00:00Z"}""")]
    [TestCase("""{"updated_at":"2026-08-05T09:00:00Z","created_at":"2026-08-05 08:01:32"}""",
        """{"updated_at":"2026-08-05T09:00:00Z","created_at":"2026-08-05T08:01:32.000Z"}""")]
    [TestCase("""{"created_at":"2026-08-05 08:01:32","updated_at":"2026-08-05 09:00:00"}""",
        """{"created_at":"2026-08-05T08:01:32.000Z","updated_at":"2026-08-05T09:00:00.000Z"}""")]
    [TestCase("""{"created_at":"2026-08-05T08:01:32Z","metadata":{"updated_at":"2026-08-05 09:00:00"},"updated_at":null}""",
        """{"created_at":"2026-08-05T08:01:32Z","metadata":{"updated_at":"2026-08-05 09:00:00"},"updated_at":null}""")]
    [TestCase("""{"created_at":"2026-08-05T08:01:32.5+00:00"}""", """{"created_at":"2026-08-05T08:01:32.500Z"}""")]
    public void Each_time_without_a_zone_is_converted_in_place(string json, string line) => Assert.That(Lines(json), Is.EqualTo(line + '\n'));

    private static string Lines(params string[] rows)
    {
        using var format = new NdjsonFormat();
        var output = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            var log = System.Text.Json.JsonSerializer.Deserialize<GatewayLog>(row)!;
            log.RawJson = Encoding.UTF8.GetBytes(row);
            format.Write(new ExportRow(log), output);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [Test]
    public async Task Every_format_has_all_ids()
    {
        await ExportWithSuccessAsync("logs.ndjson.zst", "--compress", "zstd");
        await ExportWithSuccessAsync("logs.csv.gz", "--format", "csv", "--compress", "gzip", "--checkpoint-every", "17");

        using var duck = new Duck();
        var ids = Emulator.Ledger().Select(entry => entry.Id).ToList();
        Assert.That(duck.Rows($"SELECT id FROM read_ndjson('{GetPath("logs.ndjson.zst")}', columns = {{id: 'VARCHAR'}})"), Is.EquivalentTo(ids));
        Assert.That(duck.Rows($"SELECT id FROM read_csv('{GetPath("logs.csv.gz")}', header = true, all_varchar = true)"), Is.EquivalentTo(ids));
    }

    [TestCase("=HYPERLINK(\"http://evil.example\",\"x\")")]
    [TestCase("+1+2")]
    [TestCase("-2+3")]
    [TestCase("@SUM(A1)")]
    [TestCase("\t=1")]
    [TestCase("\r=1")]
    public async Task A_formula_is_unchanged_or_gets_a_leading_apostrophe_for_spreadsheets(string text)
    {
        Assert.That(await ExportFormulaAsync("plain.csv"), Is.EqualTo(text));
        Assert.That(await ExportFormulaAsync("escaped.csv", "--csv-escape", "spreadsheet"), Is.EqualTo($"'{text}"));

        async Task<string> ExportFormulaAsync(string name, params string[] arguments)
        {
            await using var emulator = await GatewayLogsEmulator.StartAsync();
            emulator.AddLogs([
                new EmulatedLog
                {
                    Id = "a",
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    UserAgent = text,
                    Feedback = -1,
                    Model = "plain, \"quoted\"\r\nand broken",
                },
            ]);

            var run = await CliRunner.RunAsync(emulator, ["export", "--out", GetPath(name), .. arguments]);

            Assert.That(run.ExitCode, Is.Zero, run.Error);
            using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM read_csv('{GetPath(name)}', header = true, all_varchar = true, "
                + "quote = '\"', escape = '\"', delim = ',')");
            Assert.That(duck.Rows("SELECT feedback, model FROM logs"), Is.EqualTo(new[] { "-1|plain, \"quoted\"\r\nand broken" }));
            return duck.Rows("SELECT user_agent FROM logs").Single();
        }
    }

    [Test]
    public async Task Without_logs_csv_has_a_header_and_ndjson_is_empty()
    {
        await ExportWithSuccessAsync("none.csv", "--format", "csv", "--filter", "model eq none");
        await ExportWithSuccessAsync("none.ndjson", "--filter", "model eq none");

        Assert.That(GetLines("none.csv"), Has.Exactly(1).StartsWith("id,created_at,"));
        Assert.That(GetLines("none.ndjson"), Is.Empty);
    }

    [Test]
    public async Task Only_matching_logs_are_exported()
    {
        await ExportWithSuccessAsync("some.ndjson", "--filter", "model eq gpt-4o", "--filter", "success eq true");

        Assert.That(GetLines("some.ndjson"), Is.Not.Empty);
        Assert.That(GetLines("some.ndjson").Select(line => (string?)Parse(line)["model"]), Is.All.EqualTo("gpt-4o"));
    }

    /// <summary>Formats JSON so that equal numbers, such as 1738.0 and 1738, have the same text.</summary>
    private static string Canonical(JObject row)
    {
        foreach (var number in row.Descendants().OfType<JValue>().Where(value => value.Type is JTokenType.Integer or JTokenType.Float))
        {
            number.Value = Convert.ToDecimal(number.Value, CultureInfo.InvariantCulture) / 1.0000000000000000000000000000m;
        }

        return row.ToString(Formatting.None);
    }

    private static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        return JObject.Load(reader);
    }
}
