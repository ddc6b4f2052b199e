using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary><c>errors</c> and <c>show</c> with <c>--from</c> print what they print for the service, if the export has bodies.</summary>
public class ExportedBodiesTests : ExportTests
{
    private const string Bodies = "request,response";

    private static readonly string[] s_outputs = ["logs.ndjson", "logs.ndjson.zst", "logs.csv", "escaped.csv.gz", "lake.parquet"];

    private static readonly DateTimeOffset s_start = new(2026, 8, 5, 12, 0, 0, TimeSpan.Zero);

    private protected override int Logs => 400;

    [OneTimeSetUp]
    public void AddUnusualResponses() => Emulator.AddLogs([
        Failed("empty", EmulatedBody.FromText("")),
        Failed("none", null),
        Failed("formula", EmulatedBody.FromText("=SUM(1)")),
        Failed("apostrophe", EmulatedBody.FromText("'=SUM(1)")),
        Failed("lines", EmulatedBody.FromText("first,\r\n\"second\"")),
        Failed("binary", new EmulatedBody(new byte[] { 0xff, 0, 0x80 }, "application/octet-stream")),
        Failed("json", EmulatedBody.FromText("""{"error":{"message":"Quota exceeded.","code":"quota"}}""")),
        Failed("number", EmulatedBody.FromText("12")),
    ]);

    private static EmulatedLog Failed(string model, EmulatedBody? response) => new()
    {
        Id = $"failed-{model}", CreatedAt = s_start, Success = false, StatusCode = 429, Model = model,
        Request = EmulatedBody.FromText("{}"), Response = response,
    };

    private Task ExportWithBodiesAsync(string output, string sides = Bodies) => ExportWithSuccessAsync(
        output, ["--with-bodies", sides, .. output.StartsWith("escaped", StringComparison.Ordinal) ? (string[])["--csv-escape", "spreadsheet"] : []]);

    [Test]
    public async Task Errors_of_an_export_are_those_of_the_service(
        [ValueSource(nameof(s_outputs))] string output, [Values("", "--all-details", "--status 429,5xx", "--model gpt-4o --csv")] string options)
    {
        await ExportWithBodiesAsync(output);
        string[] command = ["errors", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        var service = await CliRunner.RunAsync(Emulator, [.. command, "--rate-limit", "none"]);
        var files = await CliRunner.RunAsync(null, [.. command, "--from", GetPath(output)]);

        Assert.That((files.ExitCode, files.Output), Is.EqualTo((0, service.Output)), files.Error);
        Assert.That(service.Output.Split('\n'), Has.Length.GreaterThan(2));
    }

    [Test]
    public async Task A_conversation_of_an_export_is_that_of_the_service([ValueSource(nameof(s_outputs))] string output)
    {
        await ExportWithBodiesAsync(output);
        var ids = Emulator.Ledger().Select(entry => entry.Id).Where((id, i) => i % 100 == 0 || id.StartsWith("failed", StringComparison.Ordinal));
        foreach (var id in ids)
        {
            foreach (var format in (string[])["text", "json"])
            {
                var service = await CliRunner.RunAsync(Emulator, "show", id, "-o", format, "--rate-limit", "none");
                var file = await CliRunner.RunAsync(null, "show", id, "-o", format, "--from", GetPath(output));

                Assert.That((file.ExitCode, file.Output), Is.EqualTo((0, service.Output)), $"{id}: {file.Error}");
            }
        }
    }

    [Test]
    public async Task Without_bodies_there_are_groups_without_messages([Values("logs.ndjson", "logs.csv", "lake.parquet")] string output)
    {
        await ExportWithSuccessAsync(output);

        var errors = await CliRunner.RunAsync(null, "errors", "--from", GetPath(output));
        var show = await CliRunner.RunAsync(null, "show", "failed-json", "--from", GetPath(output));

        Assert.That((errors.ExitCode, errors.Error), Is.EqualTo((0, "")));
        Assert.That(errors.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.All.Contains("\"message\":null,\"message_missing\":\"the export has no responses; export with --with-bodies response\""));
        Assert.That((show.ExitCode, show.Output), Is.EqualTo(
            (0, "openai json, status 429, 0 tokens in, 0 tokens out, $0, 0 ms, 2026-08-05 12:00:00Z\n")));
        Assert.That(show.Error, Is.EqualTo(string.Concat(new[] { "request", "response" }.Select(
            side => $"gwlogs: The {side} body is not available: the export has no such bodies. Export with --with-bodies request,response.\n"))));
    }

    [Test]
    public async Task An_id_that_is_not_in_the_export_is_not_found()
    {
        await ExportWithSuccessAsync("logs.ndjson");

        var run = await CliRunner.RunAsync(null, "show", "other", "--from", GetPath("logs.ndjson"));

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((5, "",
            $"gwlogs: {GetPath("logs.ndjson")} contains no log with the id other. Check the id, or omit --from to read from the service.\n")));
    }

    [TestCase("none", "list")]
    [TestCase("gzip", "stats")]
    [TestCase("zstd", "errors")]
    [TestCase("none", "show", "failed-json")]
    public async Task Conversations_are_not_read_as_logs(string compression, params string[] command)
    {
        await ExportWithSuccessAsync("chat", "--format", "messages", "--compress", compression);

        var run = await CliRunner.RunAsync(null, [.. command, "--from", GetPath("chat")]);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((2, "",
            $"gwlogs: {GetPath("chat")} contains conversations, which gwlogs export --format messages has written. Expected logs in the format ndjson, csv "
            + "or parquet. Export the logs again in one of these formats, or read the conversations with another tool, such as jq.\n")));
    }
}
