using GatewayLogs.Cli.Selecting;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public class StatusSelectionTests
{
    private static readonly int[] s_statuses = [200, 200, 429, 500, 503, 404, 429, 301];

    private GatewayLogsEmulator _emulator;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await GatewayLogsEmulator.StartAsync();
        _emulator.AddLogs(s_statuses.Select((status, index) => new EmulatedLog
        {
            Id = $"{index}", CreatedAt = new DateTimeOffset(2026, 8, 5, 12, index, 0, TimeSpan.Zero), StatusCode = status, Success = status < 400,
        }));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("429", 429, 429)]
    [TestCase("5xx", 500, 503)]
    [TestCase("429, 5XX", 429, 500, 503, 429)]
    [TestCase("100,599")]
    public void It_selects_statuses_and_classes_of_them(string text, params int[] expected)
    {
        var status = StatusSelection.Parse([text]);

        Assert.That(s_statuses.Where(code => status.Selects(new GatewayLog { StatusCode = code })), Is.EqualTo(expected));
        Assert.That(status.Selects(new GatewayLog()), Is.False, "a log without a status");
    }

    [TestCase(true, "400")]
    [TestCase(true, "4xx,5xx,429")]
    [TestCase(false, "399,4xx")]
    [TestCase(false, "2xx")]
    public void Statuses_from_400_are_those_of_failed_calls(bool expected, string text) =>
        Assert.That(StatusSelection.Parse([text]).AreFailures, Is.EqualTo(expected));

    [Test]
    public void Without_statuses_all_logs_are_selected() => Assert.That(StatusSelection.Parse([]).Selects(new GatewayLog()), Is.True);

    [TestCase("list --json id", "{\"id\":\"6\"}\n{\"id\":\"4\"}\n{\"id\":\"3\"}\n{\"id\":\"2\"}\n")]
    [TestCase("list --json id --limit 2 --oldest-first", "{\"id\":\"2\"}\n{\"id\":\"3\"}\n")]
    [TestCase("count", "4\n")]
    [TestCase("stats --by status_code | cut -d , -f 1,2",
        "{\"status_code\":\"429\",\"calls\":2\n{\"status_code\":\"500\",\"calls\":1\n{\"status_code\":\"503\",\"calls\":1\n")]
    [TestCase("errors | cut -d , -f 1", "{\"status_code\":429\n{\"status_code\":500\n{\"status_code\":503\n")]
    public async Task A_command_shows_only_the_selected_logs_and_how_many_it_read(string arguments, string expected)
    {
        var before = _emulator.Requests.Count;

        var isPiped = arguments.Contains('|', StringComparison.Ordinal);
        var run = await CliRunner.ShellAsync(_emulator, isPiped
            ? $"gwlogs {arguments.Replace(" |", " --status 429,5xx |", StringComparison.Ordinal)}"
            : $"gwlogs {arguments} --status 429 --status 5xx");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, expected)), run.Error);
        Assert.That(run.Error, Is.EqualTo("gwlogs: --status matches 4 of 5 logs that were read, because the service cannot filter by status.\n"));
        Assert.That(
            _emulator.Requests.Skip(before).Where(request => request.Operation == "ListGatewayLogs")
                .Select(request => Uri.UnescapeDataString(request.PathAndQuery)),
            Is.Not.Empty.And.All.Contains("""{"key":"success","operator":"eq","value":[false]}"""));
    }

    [Test]
    public async Task Tail_shows_the_selected_logs_with_their_errors_until_it_is_ended()
    {
        using var folder = new TemporaryFolder();
        var line = $"dotnet '{CliRunner.Program}' tail --since 2026-08-05 --status 429,5xx --json id,error > '{folder.GetPath("shown")}' & "
            + $"until [ \"$(wc -l < '{folder.GetPath("shown")}')\" -ge 4 ] || ! kill -0 $!; do sleep 0.05; done; kill -TERM $!; wait $!";

        var run = await CliRunner.ShellAsync(_emulator, line);

        Assert.That(run.ExitCode, Is.EqualTo(143), run.Error);
        Assert.That(run.Error, Does.Contain("gwlogs: --status matches 4 of 5 logs that were read"));
        Assert.That(
            await File.ReadAllLinesAsync(folder.GetPath("shown")),
            Is.EqualTo(((int[])[2, 3, 4, 6]).Select(id => $$"""{"id":"{{id}}","error":"(no response is stored)"}""")));
    }

    [Test]
    public async Task Without_logs_of_a_status_the_gateway_is_not_reported_as_empty()
    {
        var run = await CliRunner.RunAsync(_emulator, "list", "--status", "201");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "")));
        Assert.That(run.Error, Is.EqualTo("gwlogs: --status matches 0 of 8 logs that were read, because the service cannot filter by status.\n"));
    }

    [TestCase("ndjson")]
    [TestCase("ndjson", "--with-bodies", "response")]
    public async Task An_export_contains_the_selected_logs_and_refuses_other_statuses(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Task<ToolRun> ExportAsync(string status) =>
            CliRunner.RunAsync(_emulator, ["export", "--out", folder.GetPath("logs"), "--status", status, "--format", .. arguments]);

        var (first, again, other) = (await ExportAsync("429"), await ExportAsync("429"), await ExportAsync("429,500"));

        var ids = (await File.ReadAllLinesAsync(folder.GetPath("logs"))).Select(line => (string)Newtonsoft.Json.Linq.JObject.Parse(line)["id"]!);
        Assert.That(ids, Is.EqualTo(new[] { "2", "6" }));
        Assert.That(first.Error, Does.StartWith("gwlogs: --status matches 2 of 5 logs").And.Contain("\n2 new rows, 2 in all: "));
        Assert.That((again.ExitCode, other.ExitCode), Is.EqualTo((0, 2)), again.Error);
        Assert.That(other.Error, Does.Contain("it was started with --status 429, but this command has --status '429,500'"));
    }
}
