using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class ErrorsCommandTests
{
    private const string RateLimit =
        """{"error":{"message":"Rate limit reached for org-A1 in 1.5s: 'a prompt'.","type":"requests","code":"rate_limit_exceeded"}}""";

    private static readonly DateTimeOffset s_start = new(2026, 8, 5, 12, 0, 0, TimeSpan.Zero);

    private static EmulatedLog Failed(string id, string? response, int status = 429, string model = "gpt-4o") => new()
    {
        Id = id, CreatedAt = s_start.AddMinutes(id[0] - 'a'), Success = false, StatusCode = status, Model = model,
        Response = response is null ? null : EmulatedBody.FromText(response),
    };

    private static EmulatedLog[] Logs() =>
    [
        Failed("a", RateLimit),
        Failed("b", RateLimit.Replace("org-A1 in 1.5s: 'a prompt'", "org-B2 in 20s: 'another'", StringComparison.Ordinal)),
        Failed("c", """{"error":{"message":"Quota exceeded."}}"""),
        Failed("d", null, 502),
        new EmulatedLog { Id = "e", CreatedAt = s_start, Response = EmulatedBody.FromText("{}") },
    ];

    private static async Task<GatewayLogsEmulator> StartAsync(params FaultRule[] faults)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Faults = faults });
        emulator.AddLogs(Logs());
        return emulator;
    }

    private static string[] Operations(GatewayLogsEmulator emulator) => [.. emulator.Requests.Select(request => request.Operation!)];

    [Test]
    public async Task It_groups_failed_logs_and_reads_one_message_per_group()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "errors");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo(
            """
            {"status_code":429,"provider":"openai","model":"gpt-4o","message":"Quota exceeded.","message_missing":null,"calls":3,"share":0.75,"first_seen":"2026-08-05T12:00:00.000Z","last_seen":"2026-08-05T12:02:00.000Z","sample_id":"c"}
            {"status_code":502,"provider":"openai","model":"gpt-4o","message":null,"message_missing":"no response is stored","calls":1,"share":0.25,"first_seen":"2026-08-05T12:03:00.000Z","last_seen":"2026-08-05T12:03:00.000Z","sample_id":"d"}

            """));
        Assert.That(Operations(emulator).Where(operation => operation != "ListGatewayLogs"),
            Is.EqualTo(new[] { "GetGatewayLogDetail", "GetGatewayLogDetail" }));
    }

    [Test]
    public async Task With_all_details_it_groups_by_normalized_message()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "errors", "--all-details", "--csv");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo(
            """
            status_code,provider,model,message,message_missing,calls,share,first_seen,last_seen,sample_id
            429,openai,gpt-4o,Rate limit reached for <id> in <number>s: <name>.,,2,0.5,2026-08-05T12:00:00.000Z,2026-08-05T12:01:00.000Z,b
            429,openai,gpt-4o,Quota exceeded.,,1,0.25,2026-08-05T12:02:00.000Z,2026-08-05T12:02:00.000Z,c
            502,openai,gpt-4o,,no response is stored,1,0.25,2026-08-05T12:03:00.000Z,2026-08-05T12:03:00.000Z,d

            """));
        Assert.That(Operations(emulator).Count(operation => operation == "GetGatewayLogDetail"), Is.EqualTo(4));
    }

    [TestCase("the token may not read this log's detail: it lacks AI Gateway Read", 403)]
    [TestCase("the detail of the log could not be read", 500)]
    [TestCase("the log was deleted", 404)]
    public async Task If_a_detail_cannot_be_read_the_group_has_the_reason(string reason, int status)
    {
        await using var emulator = await StartAsync(new FaultRule
        {
            Kind = FaultKind.Status, Operation = "GetGatewayLogDetail", Status = status, ContentType = "application/json",
            Body = """{"success":false,"errors":[{"code":7002,"message":"no"}],"messages":[],"result":null}""",
        });

        var run = await CliRunner.RunAsync(emulator, "errors");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output.Split('\n')[0], Does.Contain($"\"message\":null,\"message_missing\":\"{reason}\",\"calls\":3"));
    }

    [Test]
    public async Task A_token_with_metadata_read_groups_failed_logs()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "errors", "--api-token", emulator.MetadataApiToken);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain("\"calls\":3"));
    }

    [Test]
    public async Task After_a_403_no_other_detail_is_requested()
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.Status, Operation = "GetGatewayLogDetail", Status = 403 });
        emulator.AddLogs(Enumerable.Range(0, 40).Select(model => Failed("f", null, model: $"model-{model}") with { Id = $"f{model}" }));

        var run = await CliRunner.RunAsync(emulator, "errors");

        Assert.That((run.ExitCode, run.Output.Count(letter => letter == '\n')), Is.EqualTo((0, 42)));
        Assert.That(Operations(emulator).Count(operation => operation == "GetGatewayLogDetail"), Is.LessThanOrEqualTo(4), "the number of concurrent requests");
    }

    [Test]
    public async Task Without_failed_logs_nothing_is_printed()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "errors", "--model", "no-such-model");

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "", "")));
    }

    [Test]
    public async Task A_service_that_fails_ends_the_command()
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.Status, Operation = "GetGatewayLogDetail", Status = 401 });

        var run = await CliRunner.RunAsync(emulator, "errors");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((4, "")));
    }

    [Test]
    public async Task It_sends_at_most_the_requests_of_listing_failed_logs_and_one_per_group()
    {
        var logs = Proof.Size(100_000, 3_000);
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = logs });
        var listed = await CliRunner.ShellAsync(emulator, "gwlogs list --failed --all --rate-limit none | wc -l");
        var requests = emulator.Requests.Count;

        var run = await CliRunner.RunAsync(emulator, "errors", "--rate-limit", "none");

        var sent = emulator.Requests.Skip(requests).ToList();
        var groups = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse).ToList();
        await TestContext.Out.WriteLineAsync(
            $"{listed.Output.Trim()} failed logs of {logs}: {requests} requests to list them; {sent.Count} requests for {groups.Count} groups");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(groups.Sum(group => (long)group["calls"]!), Is.EqualTo(long.Parse(listed.Output, null)).And.GreaterThan(logs / 20));
        Assert.That(sent, Has.Count.LessThanOrEqualTo(requests + groups.Count));
        Assert.That(sent.Count(request => request.Operation == "GetGatewayLogDetail"), Is.EqualTo(groups.Count));
        Assert.That(
            sent.Where(request => request.Operation == "ListGatewayLogs").Select(request => Uri.UnescapeDataString(request.PathAndQuery)),
            Is.All.Contains("""{"key":"success","operator":"eq","value":[false]}"""));
    }

    [Test]
    public async Task The_column_error_takes_one_request_for_each_failed_log()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "list", "--json", "id,error");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EquivalentTo(new[]
        {
            """{"id":"d","error":"(no response is stored)"}""",
            """{"id":"c","error":"Quota exceeded."}""",
            """{"id":"b","error":"Rate limit reached for <id> in <number>s: <name>."}""",
            """{"id":"a","error":"Rate limit reached for <id> in <number>s: <name>."}""",
            """{"id":"e","error":null}""",
        }));
        Assert.That(Operations(emulator).Count(operation => operation == "GetGatewayLogDetail"), Is.EqualTo(4));
    }

    [TestCase("list")]
    [TestCase("list", "--json", "id,status_code")]
    public async Task Without_the_column_error_no_detail_is_requested(params string[] arguments)
    {
        await using var emulator = await StartAsync();

        await CliRunner.RunAsync(emulator, arguments);

        Assert.That(Operations(emulator), Is.EqualTo(new[] { "ListGatewayLogs" }));
    }
}
