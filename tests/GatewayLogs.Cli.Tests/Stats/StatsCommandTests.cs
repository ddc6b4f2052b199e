using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public class StatsCommandTests
{
    [Test]
    public async Task It_writes_one_line_per_group_of_matching_logs()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "stats", "--by", "model,metadata.team", "--since", "2026-08-05T12:01:00Z");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo(
            """
            {"model":"gpt-4o","metadata.team":"a","calls":2,"errors":1,"cache_hits":0,"tokens_in":3,"tokens_out":0,"cost":0.0000075130000000000000000001,"duration_p50":7,"duration_p95":9,"duration_p99":9,"calls_without_tokens_in":0,"calls_without_tokens_out":0,"calls_without_cost":0}
            {"model":"gpt-4o","metadata.team":null,"calls":1,"errors":0,"cache_hits":0,"tokens_in":0,"tokens_out":0,"cost":0,"duration_p50":0,"duration_p95":0,"duration_p99":0,"calls_without_tokens_in":1,"calls_without_tokens_out":0,"calls_without_cost":1}

            """));
    }

    [Test]
    public async Task Csv_has_a_header_and_neutralizes_formulas()
    {
        await using var emulator = await StartAsync();
        emulator.AddLogs([new EmulatedLog { Id = "4", CreatedAt = DateTimeOffset.UtcNow.AddDays(-1), Model = "=1+1", Cost = "2.5" }]);

        var run = await CliRunner.RunAsync(emulator, "stats", "--csv", "--min-cost", "1");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0,
            "model,calls,errors,cache_hits,tokens_in,tokens_out,cost,duration_p50,duration_p95,duration_p99,"
            + "calls_without_tokens_in,calls_without_tokens_out,calls_without_cost\n\"'=1+1\",1,0,0,0,0,2.5,0,0,0,0,0,0\ngpt-4o,1,0,0,0,0,1,0,0,0,0,0,0\n")));
    }

    [Test]
    public async Task Days_and_hours_are_those_of_the_time_zone_and_in_the_order_of_time_where_clocks_are_set_back()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync();
        emulator.AddLogs([.. Enumerable.Range(22, 5).Select(hour => new EmulatedLog
        {
            Id = $"{hour}",
            CreatedAt = new DateTimeOffset(2026, 10, 24, 0, 30, 0, TimeSpan.Zero).AddHours(hour),
        })]);

        var hours = await CliRunner.RunAsync(emulator, "stats", "--by", "hour", "--tz", "Europe/Berlin", "--csv");
        var days = await CliRunner.RunWithAsync(
            new Dictionary<string, string?>(CliRunner.GetEnvironment(emulator)) { ["GWLOGS_TZ"] = "America/New_York" },
            "stats", "--by", "day", "--csv", "--since", "2026-10-24");

        Assert.That(hours.Output.Split('\n').Skip(1).Select(line => line.Split(',')[0]), Is.EqualTo((string[])
            ["2026-10-25T00+02:00", "2026-10-25T01+02:00", "2026-10-25T02+02:00", "2026-10-25T02+01:00", "2026-10-25T03+01:00", ""]));
        Assert.That(days.Output.Split('\n').Skip(1).Select(line => line.Split(',')[0]), Is.EqualTo((string[])["2026-10-24", ""]));
    }

    [Test]
    public async Task Grouping_by_none_writes_one_row()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "stats", "--by", "none");

        Assert.That(run.Output, Does.StartWith("""{"calls":4,"errors":1,"""));
    }

    [TestCase("--by", "color", "cannot be grouped by 'color'")]
    [TestCase("--by", "team", "grouped by 'team'. Did you mean metadata.team? Expected")]
    [TestCase("--tz", "Mars/Olympus", "--tz: there is no time zone 'Mars/Olympus' on this machine.")]
    [TestCase("--sort", "color", "cannot be ordered by 'color'")]
    [TestCase("--top", "0", "--top must be 1 or more")]
    [TestCase("--html-metadata", "team", "--html is missing")]
    [TestCase("--json", "--csv", "cannot be used together")]
    [TestCase("--html", "/", "is a directory, or its directory does not exist")]
    [TestCase("--html", "/no/such/folder/page.html", "is a directory, or its directory does not exist")]
    public async Task An_invalid_option_is_reported_in_one_line_before_any_request(string option, string value, string problem)
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "stats", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error.TrimEnd('\n'), Does.StartWith("gwlogs: ").And.Contain(problem).And.Not.Contain("\n"));
        Assert.That(emulator.Requests, Is.Empty);
    }

    [Test]
    public async Task A_page_that_cannot_be_written_is_reported_before_any_request()
    {
        await using var emulator = await StartAsync();
        using var folder = new TemporaryFolder();
        var page = folder.GetPath(new string('a', 300));

        var run = await CliRunner.RunAsync(emulator, "stats", "--html", page);

        Assert.That((run.ExitCode, run.Output, emulator.Requests.Count), Is.EqualTo((1, "", 0)));
        Assert.That(run.Error, Does.StartWith($"gwlogs: --html '{page}' cannot be written: "));
    }

    [Test]
    public async Task A_failure_keeps_the_previous_page()
    {
        await using var emulator = await StartAsync();
        using var folder = new TemporaryFolder();
        var page = folder.GetPath("page.html");
        await File.WriteAllTextAsync(page, "previous");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(page, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var run = await CliRunner.RunAsync(emulator, "stats", "--html", page, "--gateway", "no-such-gateway");

        Assert.That((run.ExitCode, await File.ReadAllTextAsync(page)), Is.EqualTo((5, "previous")));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Has.Exactly(1).Items);
    }

    [Test]
    public async Task The_page_shows_the_conditions_as_typed_and_only_the_requested_metadata()
    {
        await using var emulator = await StartAsync();
        using var folder = new TemporaryFolder();

        await CliRunner.RunAsync(
            emulator, "stats", "--html", folder.GetPath("p.html"), "--html-metadata", "team", "--since", "2026-08-05", "--model", "gpt-4o");

        Assert.That(
            await File.ReadAllTextAsync(folder.GetPath("p.html")),
            Does.Contain("<li><code>--since 2026-08-05 (2026-08-05 00:00 UTC)</code></li><li><code>--model gpt-4o</code></li>")
                .And.Contain("<caption>team</caption>"));
    }

    private static async Task<GatewayLogsEmulator> StartAsync()
    {
        var emulator = await GatewayLogsEmulator.StartAsync();
        var at = new DateTimeOffset(2026, 8, 5, 12, 0, 0, TimeSpan.Zero);
        emulator.AddLogs(
        [
            new EmulatedLog { Id = "0", CreatedAt = at, Cost = "1" },
            new EmulatedLog
            {
                Id = "1",
                CreatedAt = at.AddMinutes(1),
                Cost = "7.513e-6",
                Duration = 7,
                Success = false,
                TokensIn = 1,
                Metadata = """{"team":"a"}""",
            },
            new EmulatedLog { Id = "2", CreatedAt = at.AddMinutes(2), Cost = "1e-28", Duration = 9, TokensIn = 2, Metadata = """{"team":"a"}""" },
            new EmulatedLog { Id = "3", CreatedAt = at.AddMinutes(3), TokensIn = null, Cost = null },
        ]);
        return emulator;
    }
}
