using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Exported bodies are identical to those of the emulator's ledger.</summary>
public class BodiesExportTests : ExportTests
{
    private static readonly byte[] s_binary = [0xff, 0xfb, 0x00, 0x80, 0x0d, 0x0a];

    private protected override int Logs => 120;

    [OneTimeSetUp]
    public void AddOddBodies() => Emulator.AddLogs(
    [
        Odd("odd-1", new EmulatedBody(s_binary, "audio/mpeg"), EmulatedBody.FromText("=cmd|' /C calc'!A0", "text/plain")),
        Odd("odd-2", EmulatedBody.FromText("", "text/plain"), EmulatedBody.FromText("\ufeffline\r\n\"quoted\",\0\u2028\ud83d\ude00", "text/plain")),
        Odd("odd-3", null, EmulatedBody.FromText($"\"{new string('é', 2_000_000)}\"")),
        Odd("odd-4", EmulatedBody.FromText("{\"a\": 1.10, \"a\":1e400}"), null),
    ]);

    [TestCase("ndjson")]
    [TestCase("csv")]
    [TestCase("parquet")]
    public async Task Every_body_is_exported_byte_for_byte(string format)
    {
        await ExportWithSuccessAsync("logs", "--format", format, "--with-bodies", "request,response");

        using var duck = new Duck($"CREATE VIEW logs AS SELECT * FROM {Source(format)}");
        var rows = duck.Rows(
            """
            SELECT id, request_body_state, coalesce(request_body_sha256, ''), coalesce(sha256(coalesce(encode(request_body), from_base64(request_body_base64), ''::BLOB)), ''),
                   response_body_state, coalesce(response_body_sha256, ''), coalesce(sha256(coalesce(encode(response_body), from_base64(response_body_base64), ''::BLOB)), '')
            FROM logs ORDER BY id
            """);
        var empty = Sha256.Of("");
        string Side(string? sha256) => sha256 is null ? $"not_stored||{empty}" : $"stored|{sha256}|{sha256}";
        Assert.That(rows, Is.EqualTo(Emulator.Ledger()
            .OrderBy(entry => entry.Id, StringComparer.Ordinal)
            .Select(entry => $"{entry.Id}|{Side(entry.RequestSha256)}|{Side(entry.ResponseSha256)}")));
    }

    [Test]
    public async Task Text_bodies_are_text_and_binary_bodies_are_base64()
    {
        await ExportWithSuccessAsync("logs", "--with-bodies", "request,response", "--filter", "model eq odd");

        var settings = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
        var lines = GetLines("logs")
            .Select(line => JsonConvert.DeserializeObject<JObject>(line, settings)!)
            .ToDictionary(line => (string)line["id"]!);
        Assert.Multiple(() =>
        {
            Assert.That((string?)lines["odd-1"]["request_body_base64"], Is.EqualTo(Convert.ToBase64String(s_binary)));
            Assert.That((string?)lines["odd-1"]["request_body_content_type"], Is.EqualTo("audio/mpeg"));
            Assert.That(lines["odd-1"].ContainsKey("request_body"), Is.False);
            Assert.That((string?)lines["odd-2"]["request_body"], Is.EqualTo(""));
            Assert.That((string?)lines["odd-2"]["response_body"], Is.EqualTo("\ufeffline\r\n\"quoted\",\0\u2028\ud83d\ude00"));
            Assert.That((string?)lines["odd-3"]["request_body_state"], Is.EqualTo("not_stored"));
            Assert.That((string?)lines["odd-4"]["request_body"], Is.EqualTo("{\"a\": 1.10, \"a\":1e400}"));
        });
    }

    [Test]
    public async Task Exporting_one_body_omits_the_fields_of_the_other()
    {
        await ExportWithSuccessAsync("logs", "--with-bodies", "response", "--filter", "model eq odd");

        Assert.That(GetLines("logs"), Has.Exactly(4).Items.And.All.Contains("\"response_body_state\"").And.All.Not.Contain("\"request_body_state\""));
    }

    [Test]
    public async Task A_body_that_cannot_be_read_is_reported_and_exits_with_3()
    {
        Emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 410, Operation = "GetGatewayLogResponse", Times = 1 }];
        var run = await ExportAsync("logs", "--with-bodies", "response", "--filter", "id eq odd-1");
        Emulator.Faults = [];

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.Contain("1 bodies could not be read").And.Contain("odd-1"));
        Assert.That(GetLines("logs")[0], Does.Contain("\"response_body_state\":\"failed\""));
    }

    [Test]
    public async Task A_body_without_content_is_not_stored_or_empty_and_no_failure()
    {
        Emulator.Faults =
        [
            new FaultRule { Kind = FaultKind.Status, Status = 204, Body = "", Operation = "GetGatewayLogRequest", Times = 1 },
            new FaultRule { Kind = FaultKind.EmptyOk, Operation = "GetGatewayLogResponse", Times = 1 },
        ];
        await ExportWithSuccessAsync("requests", "--with-bodies", "request", "--filter", "id eq odd-1");
        await ExportWithSuccessAsync("responses", "--with-bodies", "response", "--filter", "id eq odd-1");
        Emulator.Faults = [];

        Assert.That(GetLines("requests")[0], Does.Contain("\"request_body_state\":\"not_stored\""));
        Assert.That(GetLines("responses")[0], Does.Contain("\"response_body_state\":\"stored\"").And.Contain("\"response_body\":\"\""));
    }

    [Test]
    public async Task A_token_without_access_to_bodies_stops_the_export_and_a_better_one_resumes_it()
    {
        var metadataOnly = new Dictionary<string, string?>(CliRunner.GetEnvironment(Emulator)) { ["CLOUDFLARE_API_TOKEN"] = Emulator.MetadataApiToken };
        string[] arguments = ["export", "--rate-limit", "none", "--with-bodies", "response", "--filter", "model eq odd"];

        var refused = await CliRunner.RunSharedAsync(metadataOnly, [.. arguments, "--out", GetPath("resumed")]);
        var resumed = await CliRunner.RunAsync(Emulator, [.. arguments, "--out", GetPath("resumed")]);
        var skipped = await CliRunner.RunSharedAsync(metadataOnly, [.. arguments, "--out", GetPath("skipped"), "--skip-forbidden-bodies"]);

        Assert.That((refused.ExitCode, resumed.ExitCode, skipped.ExitCode), Is.EqualTo((4, 0, 0)));
        Assert.That(refused.Error.Trim(), Is.EqualTo(
            "gwlogs: The token may not read stored bodies: it lacks the permission AI Gateway Read, and may have only AI Gateway Metadata Read. "
            + "Add the permission and run the command again to resume, or use --skip-forbidden-bodies to export without them."));
        Assert.That(GetLines("resumed"), Has.Exactly(4).Items.And.None.Contain("forbidden"));
        Assert.That(GetLines("skipped"), Has.Exactly(4).Items.And.All.Contain("\"response_body_state\":\"forbidden\""));
    }

    private static EmulatedLog Odd(string id, EmulatedBody? request, EmulatedBody? response) => new()
    {
        Id = id,
        CreatedAt = DateTimeOffset.UnixEpoch.AddYears(50),
        Model = "odd",
        Request = request,
        Response = response,
    };

    private static IEnumerable<string> BodyColumns() =>
        from side in (string[])["request_body", "response_body"]
        from suffix in (string[])["", "_state", "_sha256", "_base64"]
        select $"{side}{suffix}: 'VARCHAR'";

    private string Source(string format) => format switch
    {
        "ndjson" => $"read_ndjson('{GetPath("logs")}', columns = {{id: 'VARCHAR', {string.Join(", ", BodyColumns())}}}, "
            + "maximum_object_size = 33554432)",
        "csv" => $"read_csv('{GetPath("logs")}', header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',', max_line_size = 33554432)",
        _ => $"read_parquet('{GetPath("logs")}/date=*/*.parquet')",
    };
}
