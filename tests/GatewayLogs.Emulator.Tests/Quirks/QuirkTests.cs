using System.Text.Json;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Quirks;

/// <summary>Tests each quirk, on and off, from a client's perspective.</summary>
public sealed class QuirkTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private Gateway _gateway;

    private GatewayLogsEmulator Emulator => _gateway.Emulator;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = new StoppedClock() });

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Late_rows_are_not_visible_before_their_delay_has_passed()
    {
        Emulator.AddLogs([Log("old")]);
        Emulator.AdvanceClock(TimeSpan.FromHours(1));
        Emulator.Quirks = new EmulatorQuirks { LateRows = 2 * s_second };
        Emulator.AddLogs([Log("new", 1) with { Request = EmulatedBody.FromText("{}") }]);

        Emulator.AdvanceClock(s_second);
        Assert.That(await GetVisibilityAsync("new"), Is.EqualTo(("old", 1, 404, 404, 404)));
        await _gateway.DeleteAsync(Filter("id", "eq", "\"new\""));
        Emulator.AdvanceClock(s_second);

        Assert.That(await GetVisibilityAsync("new"), Is.EqualTo(("new old", 2, 200, 200, 200)));
    }

    [Test]
    public async Task A_new_cost_is_null_in_rows_filters_and_bounds()
    {
        Emulator.Quirks = new EmulatorQuirks { CostNullAtFirst = 2 * s_second };
        Emulator.AddLogs([Log("a") with { Cost = "0.25" }]);

        (string, string, string, string) early = await GetCostsAsync();
        Emulator.AdvanceClock(2 * s_second);

        Assert.That(early, Is.EqualTo(("null", "null", "", "null")));
        Assert.That(await GetCostsAsync(), Is.EqualTo(("0.25", "0.25", "a", "0.25")));

        async Task<(string List, string Detail, string Found, string Maximum)> GetCostsAsync()
        {
            var list = await _gateway.GetAsync("?meta_info=true");
            return (
                list.Raw("result", "0", "cost"),
                (await _gateway.GetAsync("/a")).Raw("result", "cost"),
                (await _gateway.GetAsync(Filter("cost", "gt", "0.1"))).Ids,
                list.Raw("result_info", "max_cost"));
        }
    }

    [Test]
    public async Task An_asynchronous_deletion_removes_rows_later_and_counts_them_even_longer()
    {
        Emulator.Quirks = new EmulatorQuirks { AsynchronousDelete = 2 * s_second };
        Emulator.AddLogs([Log("a"), Log("b", 1)]);

        var status = (await _gateway.DeleteAsync(Filter("id", "eq", "\"a\""))).Status;
        var atOnce = await ListAsync();
        Emulator.AdvanceClock(2 * s_second);
        var then = await ListAsync();
        var detail = (await _gateway.GetAsync("/a")).Status;
        Emulator.AdvanceClock(2 * s_second);
        var atLast = await ListAsync();

        Assert.That((status, atOnce, then, detail, atLast), Is.EqualTo((200, ("b a", 2L), ("b", 2L), 404, ("b", 1L))));
        Assert.That(Emulator.Ledger().Select(entry => entry.DeletedAt), Is.EqualTo(new DateTimeOffset?[] { Noon + (2 * s_second), null }));

        async Task<(string, long)> ListAsync()
        {
            var response = await _gateway.GetAsync();
            return (response.Ids, response.TotalCount);
        }
    }

    [Test]
    public async Task A_pending_deletion_survives_a_restart()
    {
        using var folder = new TemporaryFolder();
        var clock = new StoppedClock();
        var options = new GatewayLogsEmulatorOptions
        {
            DatabasePath = folder.GetPath("logs.db"),
            TimeProvider = clock,
            Quirks = new EmulatorQuirks { AsynchronousDelete = s_second },
        };
        await using (var first = await Gateway.StartAsync(options, Log("a"), Log("b")))
        {
            await first.DeleteAsync(Filter("id", "eq", "\"a\""));
        }

        clock.Now += s_second;
        await using var second = await Gateway.StartAsync(options);

        Assert.That((await second.GetAsync()).Ids, Is.EqualTo("b"));
    }

    [TestCase(false, """{"success":true,"result": {"a" : 1},"errors":[],"messages":[]}""")]
    [TestCase(true, """ {"a" : 1}""")]
    public async Task Bodies_are_enveloped_or_bare(bool bare, string expected)
    {
        Emulator.Quirks = new EmulatorQuirks { BareBodies = bare };
        Emulator.AddLogs([Log("a") with { Request = EmulatedBody.FromText(""" {"a" : 1}""") }]);

        Assert.That((await _gateway.GetAsync("/a/request")).Text, Is.EqualTo(expected));
    }

    [Test]
    public async Task Bodies_of_listed_logs_can_be_missing()
    {
        Emulator.Quirks = new EmulatorQuirks { MissingBodies = true };
        Emulator.AddLogs([Log("a") with { Request = EmulatedBody.FromText("{}"), Response = EmulatedBody.FromText("{}") }]);

        foreach (var body in new[] { "/a/request", "/a/response" })
        {
            var response = await _gateway.GetAsync(body);
            Assert.That((response.Status, response.Errors), Is.EqualTo((404, "7002")));
        }

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
    }

    [TestCase(false, """{"team":"é"}""")]
    [TestCase(true, """
        "{\"team\":\"é\"}"
        """)]
    public async Task Metadata_is_an_object_or_a_json_string(bool asString, string expected)
    {
        Emulator.Quirks = new EmulatorQuirks { MetadataAsString = asString };
        Emulator.AddLogs([Log("a") with { Metadata = """{"team":"é"}""" }]);

        Assert.That((await _gateway.GetAsync()).Raw("result", "0", "metadata"), Is.EqualTo(expected));
        Assert.That((await _gateway.GetAsync("/a")).Raw("result", "metadata"), Is.EqualTo(expected));
    }

    [TestCase(IdShape.Ulid, "^[0-9A-HJKMNP-TV-Z]{26}$")]
    [TestCase(IdShape.UuidV7, "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    public async Task Generated_ids_have_the_configured_shape(IdShape shape, string pattern)
    {
        Emulator.Quirks = new EmulatorQuirks { Ids = shape };
        await new Controller(_gateway).SendAsync(HttpMethod.Post, "logs", """[{"created_at":"2026-01-01T00:00:00Z"},{"created_at":"2026-12-01T00:00:00Z"}]""");
        await new Controller(_gateway).SendAsync(HttpMethod.Post, "seed", """{"seed":3,"logs":20}""");

        string[] ids = [.. Emulator.Ledger().Select(entry => entry.Id).Where(id => id.Length != 64)];
        Assert.That(ids, Has.Length.GreaterThan(15).And.All.Matches(pattern));
    }

    [TestCase("GET", "/a", """{"kind":"status","status":520}""", 520)]
    [TestCase("GET", "/a/b/c", null, 404)]
    [TestCase("POST", "", null, 405)]
    public async Task Edge_errors_are_html_pages(string method, string path, string? fault, int status)
    {
        Emulator.Quirks = new EmulatorQuirks { HtmlEdgeErrors = true };
        using var request = new HttpRequestMessage(new HttpMethod(method), _gateway.Logs + path);
        request.Headers.Authorization = new("Bearer", Emulator.ApiToken);
        if (fault is not null)
        {
            request.Headers.Add("x-emulator-fault", fault);
        }

        var response = await _gateway.SendAsync(request);

        Assert.That((response.Status, response.Headers["Content-Type"]), Is.EqualTo((status, "text/html; charset=UTF-8")));
        Assert.That(response.Text, Does.StartWith("<!DOCTYPE html>"));
        Assert.That(response.Headers, Does.ContainKey("cf-ray"));
    }

    [Test]
    public async Task A_list_that_ignores_the_page_number_always_returns_the_first_page()
    {
        Emulator.Quirks = new EmulatorQuirks { IgnorePage = true };
        Emulator.AddLogs([Log("a"), Log("b", 1)]);

        var response = await _gateway.GetAsync("?per_page=1&page=7");

        Assert.That((response.Ids, response.Raw("result_info", "page")), Is.EqualTo(("b", "1")));
        Assert.That((await _gateway.GetAsync("?page=0")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Lists_and_deletions_ignore_filters()
    {
        Emulator.Quirks = new EmulatorQuirks { IgnoreFilters = true };
        Emulator.AddLogs([Log("a"), Log("b", 1)]);

        var list = await _gateway.GetAsync(Filter("id", "eq", "\"b\""));
        await _gateway.DeleteAsync(Filter("id", "eq", "\"b\"") + "&limit=1");

        Assert.That((list.Ids, list.Headers["x-emulator-ignored"]), Is.EqualTo(("b a", "filters")));
        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("b"));
    }

    [Test]
    public async Task Retention_deletes_the_oldest_logs()
    {
        Emulator.AddLogs([Log("a", 3), Log("b", 1), Log("c", 2)]);
        Emulator.Quirks = new EmulatorQuirks { Retention = 3 };

        Emulator.AddLogs([Log("d", 4), Log("e", 0)]);

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("d a c"));
        Assert.That(Emulator.Ledger().Where(entry => entry.DeletedAt is not null).Select(entry => entry.Id), Is.EqualTo(new[] { "b", "e" }));
    }

    [Test]
    public async Task Retention_does_not_count_deleted_logs()
    {
        Emulator.AddLogs([Log("a"), Log("b", 1), Log("c", 2)]);
        Emulator.Quirks = new EmulatorQuirks { Retention = 3, AsynchronousDelete = s_second };
        await _gateway.DeleteAsync(Filter("id", "eq", "\"c\""));
        Emulator.AdvanceClock(s_second);

        Emulator.AddLogs([Log("d", 3)]);

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("d b a"));
    }

    [TestCase("""{"lateRows":"-00:00:01"}""")]
    [TestCase("""{"costNullAtFirst":"366.00:00:00"}""")]
    [TestCase("""{"asynchronousDelete":"10675199.02:48:05"}""")]
    [TestCase("""{"clockSkew":"-366.00:00:00"}""")]
    [TestCase("""{"retention":0}""")]
    [TestCase("""{"perPageCap":0}""")]
    [TestCase("""{"perPageCap":51}""")]
    [TestCase("""{"totalCountCap":-1}""")]
    [TestCase("""{"totalCount":"wrong"}""")]
    [TestCase("""{"deleteAtMost":-1}""")]
    [TestCase("""{"deleteStatus":201}""")]
    public async Task A_quirk_out_of_range_is_rejected_with_its_name(string json)
    {
        var response = await new Controller(_gateway).SendAsync(HttpMethod.Put, "quirks", json);

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That((string)response.Json["error"]!, Does.Contain(json.Split('"')[1]).IgnoreCase.And.Not.Contain("Parameter"));
        Assert.That(Emulator.Quirks, Is.EqualTo(new EmulatorQuirks()));
    }

    [Test]
    public void Quirks_throw_for_values_out_of_range()
    {
        Assert.That(() => new EmulatorQuirks { AsynchronousDelete = TimeSpan.MaxValue }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EmulatorQuirks { LateRows = -s_second }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EmulatorQuirks { Retention = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Every_quirk_is_documented_in_the_readme()
    {
        var readme = File.ReadAllText(Repository.GetPath("src/GatewayLogs.Emulator/README.md"));

        var missing = typeof(EmulatorQuirks).GetProperties()
            .Select(quirk => $"`{JsonNamingPolicy.CamelCase.ConvertName(quirk.Name)}`")
            .Where(name => !readme.Contains(name, StringComparison.Ordinal));

        Assert.That(missing, Is.Empty);
    }

    private async Task<(string Ids, long TotalCount, int Detail, int Body, int Patch)> GetVisibilityAsync(string id)
    {
        var list = await _gateway.GetAsync();
        return (
            list.Ids,
            list.TotalCount,
            (await _gateway.GetAsync("/" + id)).Status,
            (await _gateway.GetAsync($"/{id}/request")).Status,
            (await _gateway.PatchAsync(id, """{"score":1}""")).Status);
    }
}
