using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Sources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Commands with <c>--from</c> print what they print for the service, byte for byte.</summary>
public class ExportedFilesTests : ExportTests
{
    private protected override int Logs => 100;

    private static readonly string[] s_commands =
    [
        "stats --csv --by day",
        "stats --json --by model,metadata.team,metadata.retry,status_code",
        "list --all --json",
        "list --all --oldest-first --csv",
        "list --limit 7 --json",
        "count",
        "count --failed",
        "count --metadata team=search",
        "count --min-cost 0.001",
        "stats --json --model gpt-4o",
    ];

    [Test]
    public async Task The_output_equals_that_for_the_service(
        [Values("ndjson", "csv", "parquet")] string format, [Values("none", "gzip", "zstd")] string compression)
    {
        await ExportWithSuccessAsync("logs", "--format", format, "--compress", compression);

        foreach (var command in s_commands)
        {
            var service = await CliRunner.RunAsync(Emulator, command.Split(' '));
            var file = await CliRunner.RunAsync(null, [.. command.Split(' '), "--from", GetPath("logs")]);

            Assert.That((file.ExitCode, file.Output, file.Error), Is.EqualTo((0, service.Output, "")), command);
            Assert.That(service.Output, Is.Not.Empty);
        }
    }

    [Test]
    public async Task Bodies_in_an_export_are_not_fields_of_a_log([Values("ndjson", "csv", "parquet")] string format)
    {
        await ExportWithSuccessAsync("logs", "--format", format, "--with-bodies", "request,response");

        var service = await CliRunner.RunAsync(Emulator, "list", "--all", "--json");
        var file = await CliRunner.RunAsync(null, "list", "--all", "--json", "--from", GetPath("logs"));

        Assert.That(file.Output, Is.EqualTo(service.Output));
    }

    [Test]
    public async Task The_files_of_a_folder_are_read_together()
    {
        await ExportWithSuccessAsync("folder/failed.ndjson.gz", "--failed", "--compress", "gzip");
        await ExportWithSuccessAsync("folder/others.csv", "--success", "--format", "csv");

        var service = await CliRunner.RunAsync(Emulator, "list", "--all", "--json");
        var files = await CliRunner.RunAsync(null, "list", "--all", "--json", "--from", GetPath("folder"));

        Assert.That((files.ExitCode, files.Output), Is.EqualTo((0, service.Output)), files.Error);
    }

    [Test]
    public async Task An_export_without_logs_has_none([Values("ndjson", "csv", "parquet")] string format, [Values("none", "gzip", "zstd")] string compression)
    {
        await ExportWithSuccessAsync("logs", "--format", format, "--compress", compression, "--model", "no-such-model");

        var count = await CliRunner.RunAsync(null, "count", "--from", GetPath("logs"));
        var list = await CliRunner.RunAsync(null, "list", "--from", GetPath("logs"));

        Assert.That((count.ExitCode, count.Output, count.Error), Is.EqualTo((0, "0\n", "")));
        Assert.That((list.ExitCode, list.Output, list.Error), Is.EqualTo((0, "", $"gwlogs: {GetPath("logs")} contains no logs.\n")));
    }

    [Test]
    public async Task Logs_that_an_unfinished_export_has_not_written_to_Parquet_are_reported()
    {
        await ExportWithSuccessAsync("lake", "--format", "parquet");
        await File.WriteAllTextAsync(GetPath("lake/_gwlogs/waiting-3.ndjson"), "");

        var run = await CliRunner.RunAsync(null, "count", "--from", GetPath("lake"));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "100\n")));
        Assert.That(run.Error, Does.Contain("has not finished").And.Contain("waiting-3.ndjson").And.Contain("Run gwlogs export again"));
    }

    /// <summary>Values that do not fit their field, text that looks like JSON or a formula, and empty text.</summary>
    [Test]
    public async Task Every_value_is_read_as_it_was_sent([Values("Ndjson", "Csv", "Parquet")] string formatName)
    {
        var format = Enum.Parse<ExportFormat>(formatName);
        string[] rows =
        [
            """
            {"id":"1","created_at":1767225600,"duration":12.7,"location":"SYD","tokens_in":9223372036854775808,"status_code":200,"cost":12345678.123456789012345}
            """,
            """{"id":"2","created_at":1767225600000,"updated_at":"1767225600","cost":"free","cached":1,"model":["m"],"duration":12}""",
            """
            {"id":"3","created_at":"2026-01-01T00:00:00.1234567Z","timings":{"total":"slow"},"deep":[[{}]],"model":"","path":"=x","user_agent":"'=x,","provider":"'x"}
            """,
            """
            {"id":"4","created_at":"2026-01-01T00:00:01.000Z","metadata":{"number":2,"text":"2","flag":true,"word":"true","none":null,"list":"[1]","quoted":"\"q\"","deep":{"a":[1.50]}}}
            """,
            """{"id":"5","created_at":"2026-01-01T00:00:02.000Z","metadata":"{\"team\":\"a\"}","byok":{"a":"b"},"feedback":-1,"score":0.1,"cost":0.1000}""",
            """{"id":"6","created_at":"2026-01-01T00:00:03.000Z","metadata":{},"dlp_profiles":[],"request":"line\nbreak \"quoted\"","new_field":{"x":null}}""",
            """{"id":"7","created_at":"2026-01-01T00:00:04.000Z","metadata":"plain","cost":1e-28,"tokens_out":-3}""",
        ];
        using var service = new RawService();
        for (var i = 0; i < rows.Length; i++)
        {
            service.Add(new DateTimeOffset(2026, 1, 1, 0, 0, i, TimeSpan.Zero), rows[i]);
        }

        await InProcessExport.RunAsync(service.Client, InProcessExport.Plan(GetPath("logs"), format));

        List<string> sent = [], read = [];
        await foreach (var log in service.Client.ListAllLogsAsync(null, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }))
        {
            sent.Add(Write(log));
        }

        await using var files = new ExportedFiles(GetPath("logs"));
        await foreach (var log in files.ReadAsync(new GatewayLogQuery(), null, CancellationToken.None))
        {
            read.Add(Write(log));
        }

        // A Parquet column of decimals does not keep trailing zeros.
        Assert.That(read, Is.EqualTo(sent.Select(row => format == ExportFormat.Parquet ? row.Replace("0.1000", "0.1", StringComparison.Ordinal) : row)));
    }

    private static string Write(GatewayLog log)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer, LogJson.Options))
        {
            LogJson.Write(writer, log);
        }

        // Unknown fields have no significant order.
        var fields = JsonConvert.DeserializeObject<JObject>(
            System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan),
            new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;
        return new JObject(fields.Properties().OrderBy(field => field.Name, StringComparer.Ordinal)).ToString(Formatting.None);
    }
}
