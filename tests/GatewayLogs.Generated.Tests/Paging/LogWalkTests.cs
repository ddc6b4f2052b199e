using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>The walk in the order of created_at, case by case; WalkProperties has the rest.</summary>
public class LogWalkTests
{
    private const long Now = HastyTime.Now;

    private static readonly GatewayLogWalkOptions s_unhurried = new() { Prefetch = 1 };

    private static ModelService Service(params IEnumerable<long> times)
    {
        var service = new ModelService(1);
        foreach (var (i, time) in times.Index())
        {
            service.Rows.Add(new ModelRow($"{i:D4}", time, "a"));
        }

        return service;
    }

    private static async Task<List<GatewayLog>> WalkAsync(ModelService service, GatewayLogQuery? query = null, GatewayLogWalkOptions? walk = null, long now = Now) =>
        await service.Client(new HastyTime(now)).ListAllLogsAsync(query, walk ?? s_unhurried).ToListAsync();

    [Test]
    public async Task A_gateway_without_logs_costs_one_request()
    {
        using var service = Service();

        Assert.That(await WalkAsync(service), Is.Empty);
        Assert.That(service.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_gateway_with_one_page_costs_one_request()
    {
        using var service = Service(Enumerable.Range(1, 50).Select(i => (long)i));

        Assert.That(await WalkAsync(service), Has.Count.EqualTo(50));
        Assert.That(service.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_log_is_given_once_it_is_older_than_the_settle_delay()
    {
        using var service = Service(Now - 60_001, Now - 60_000, Now - 1);

        Assert.That((await WalkAsync(service)).Select(log => log.Id), Is.EqualTo(["0000"]));
        Assert.That((await WalkAsync(service, null, s_unhurried with { SettleDelay = TimeSpan.Zero })).Select(log => log.Id), Is.EqualTo(["0000", "0001", "0002"]));
    }

    [TestCase(GatewayLogOrderDirection.Asc)]
    [TestCase(GatewayLogOrderDirection.Desc)]
    public async Task A_thousand_logs_of_one_millisecond_are_all_given(GatewayLogOrderDirection direction)
    {
        using var service = Service(Enumerable.Range(0, 1_000).Select(i => i is 0 or 999 ? 400L + i : 500L));
        service.ShufflesTies = true;

        var logs = await WalkAsync(service, new GatewayLogQuery { OrderByDirection = direction });

        Assert.That(logs.Select(log => log.Id).Distinct().Count(), Is.EqualTo(1_000));
        Assert.That(logs, Has.Count.EqualTo(1_000));
    }

    [Test]
    public async Task A_service_whose_count_rises_and_falls_for_ever_does_not_make_the_walk_endless()
    {
        var count = 0;
        using var test = new TestClient(new HastyTime().SetOn);
        test.Service.When("*").Respond(_ => new StringContent(
            $$"""{"result":[{"id":"1","created_at":"2026-01-01T00:00:00.000Z"}],"result_info":{"total_count":{{(count++ % 2 == 0 ? 9 : 5)}}} }"""));

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(async () =>
            await test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = 1 }, s_unhurried).ToListAsync());

        Assert.That(exception.Message, Does.Contain("now more, now fewer"));
    }

    [Test]
    public async Task An_answer_that_says_a_full_millisecond_is_empty_is_not_believed_at_once()
    {
        var answers = new Queue<string>([Page(3, 1, 2), Page(0), Page(3, 1, 2), Page(3, 3), Page(0)]);
        using var test = new TestClient(new HastyTime().SetOn);
        test.Service.When("*").Respond(_ => new StringContent(answers.Count > 1 ? answers.Dequeue() : answers.Peek()));

        var logs = await test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = 2 }, s_unhurried).ToListAsync();

        Assert.That(logs.Select(log => log.Id), Is.EqualTo(["1", "2", "3"]));

        static string Page(int total, params IEnumerable<int> ids) =>
            $$"""{"result":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","created_at":"2026-01-01T00:00:00.000Z"}"""))}}],"result_info":{"total_count":{{total}}} }""";
    }

    [Test]
    public async Task A_thousand_logs_of_one_millisecond_cannot_be_had_from_a_service_that_ignores_the_page()
    {
        using var service = Service(Enumerable.Repeat(500L, 1_000));
        service.IgnoresPage = true;

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(() => WalkAsync(service));

        Assert.That(exception.Message, Does.Contain("same of them for every page number"));
        Assert.That(service.Requests, Is.LessThan(40));
    }

    [Test]
    public async Task A_service_that_ignores_the_filters_is_told_of_before_a_log_is_given()
    {
        using var service = Service(1, 2, 3);
        service.Rows.Add(new ModelRow("other", 4, "b"));
        service.IgnoresFilters = true;
        var given = 0;

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(async () =>
        {
            await foreach (var _ in service.Client().ListAllLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Model.EqualTo("a")] }))
            {
                given++;
            }
        });

        Assert.That(exception.Message, Does.Contain("1 of 4 logs").And.Contain("model eq"));
        Assert.That(given, Is.Zero);
    }

    [Test]
    public async Task A_service_that_counts_more_than_it_gives_is_told_of()
    {
        var time = new HastyTime();
        using var test = Answering(time, PageOf(7));

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(async () => await test.Client.ListAllLogsAsync().FirstOrDefaultAsync());

        Assert.That(exception.Message, Does.Contain("7 logs match"));
        Assert.That(test.Requests, Has.Count.EqualTo(4));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250, 500, 1000]));
    }

    /// <summary>A client of a service that gives these pages in turn, the last one for ever.</summary>
    private static TestClient Answering(HastyTime time, params string[] pages)
    {
        var test = new TestClient(time.SetOn);
        test.AnswerInTurn([.. pages.Select(page => TestClient.Ok(() => new StringContent(page)))]);
        return test;
    }

    /// <summary>A page of logs whose ids are the milliseconds they were made at.</summary>
    private static string PageOf(int? total, params IEnumerable<int> times) =>
        $$"""{"result":[{{string.Join(',', times.Select(time => $$"""{"id":"{{time}}","created_at":"1970-01-01T00:00:00.{{time:000}}Z"}"""))}}],"result_info":{"total_count":{{total?.ToString(null, null) ?? "null"}}} }""";

    private static async Task<List<string>> WalkAsync(TestClient test) =>
        await test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = 2 }, s_unhurried).Select(log => log.Id).ToListAsync();

    [Test]
    public async Task The_rows_that_were_counted_and_no_more_end_the_walk_without_another_request()
    {
        var time = new HastyTime();
        using var test = Answering(time, PageOf(3, 1, 2), PageOf(2, 2, 3));

        Assert.That(await WalkAsync(test), Is.EqualTo(["1", "2", "3"]));
        Assert.That((test.Requests.Count, time.Waits.Count), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task An_end_before_the_rows_that_were_counted_is_asked_for_twice_again_and_later_each_time()
    {
        var time = new HastyTime();
        using var test = Answering(time, PageOf(5, 1, 2), PageOf(1, 2));

        Assert.That(await WalkAsync(test), Is.EqualTo(["1", "2"]));
        Assert.That(test.Requests, Has.Count.EqualTo(4));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250, 500]));
    }

    [Test]
    public async Task A_doubted_end_that_was_none_is_gone_beyond()
    {
        var time = new HastyTime();
        using var test = Answering(time, PageOf(4, 1, 2), PageOf(1, 2), PageOf(3, 2, 3), PageOf(2, 3, 4));

        Assert.That(await WalkAsync(test), Is.EqualTo(["1", "2", "3", "4"]));
        Assert.That(test.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Without_counts_a_short_page_is_confirmed_twice()
    {
        var time = new HastyTime();
        using var test = Answering(time, PageOf(null, 1), PageOf(null, 1));

        Assert.That(await WalkAsync(test), Is.EqualTo(["1"]));
        Assert.That((test.Requests.Count, time.Waits.Count), Is.EqualTo((3, 1)));
    }

    [Test]
    public async Task A_page_out_of_order_is_asked_for_again_twice_and_then_told_of()
    {
        var time = new HastyTime();
        using var test = Answering(time, PageOf(2, 2, 1));

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(() => WalkAsync(test));

        Assert.That(exception.Message, Does.Contain("another order"));
        Assert.That(test.Requests, Has.Count.EqualTo(3));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250, 500]));
    }

    [Test]
    public async Task A_page_that_shows_the_very_limit_is_asked_for_again_until_it_counts_as_the_services_way()
    {
        var time = new HastyTime(400 + 60_000);
        using var test = Answering(time, PageOf(2, 300, 400), PageOf(2, 300, 400), PageOf(2, 300, 400), PageOf(3, 300, 350, 400));

        Assert.That(await WalkAsync(test), Is.EqualTo(["300"]));
        Assert.That((test.Requests.Count, time.Waits.Count), Is.EqualTo((3, 2)));
    }

    [Test]
    public async Task A_millisecond_with_more_logs_than_a_page_may_be_the_last_of_the_range()
    {
        using var service = Service(Enumerable.Repeat(500L, 120).Append(501));

        var logs = await WalkAsync(service, new GatewayLogQuery { Filters = [LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(501))] });

        Assert.That((logs.Count, service.Requests), Is.EqualTo((120, 4)));
    }

    [Test]
    public async Task A_log_without_a_time_has_no_place_and_is_told_of()
    {
        using var test = new TestClient(new HastyTime().SetOn);
        test.Answer(System.Net.HttpStatusCode.OK, """{"result":[{"id":"1"}]}""");

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(async () => await test.Client.ListAllLogsAsync().FirstOrDefaultAsync());

        Assert.That(exception.Message, Does.Contain("without an id or created_at"));
    }

    [TestCase(GatewayLogOrderDirection.Asc)]
    [TestCase(GatewayLogOrderDirection.Desc)]
    public async Task Decades_without_a_log_are_passed_over(GatewayLogOrderDirection direction)
    {
        using var service = Service(Enumerable.Range(0, 500).Select(i => (long)i).Append(Now - 60_001));

        var logs = await WalkAsync(service, new GatewayLogQuery { PerPage = 7, OrderByDirection = direction }, new GatewayLogWalkOptions { Prefetch = 4 });

        Assert.That(logs, Has.Count.EqualTo(501));
    }

    [TestCase(GatewayLogOrderDirection.Asc)]
    [TestCase(GatewayLogOrderDirection.Desc)]
    public async Task A_service_whose_limits_let_rows_through_that_show_them_is_walked_all_the_same(GatewayLogOrderDirection direction)
    {
        using var service = Service(Enumerable.Range(0, 500).Select(i => 1_000 + (i / 3 * 2L)).Append(Now - 60_000));
        service.TakesEdges = true;

        var logs = await WalkAsync(service, new GatewayLogQuery { PerPage = 7, OrderByDirection = direction }, new GatewayLogWalkOptions { Prefetch = 4 });

        Assert.That(logs.Select(log => log.Id).Order(), Is.EqualTo(Enumerable.Range(0, 500).Select(i => $"{i:D4}")));
    }

    [Test]
    public async Task Each_operator_on_created_at_is_sent_once_whatever_the_caller_asks_for()
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200.empty");
        var query = new GatewayLogQuery
        {
            Filters = [LogFilter.CreatedAt.After(DateTimeOffset.UnixEpoch), LogFilter.Model.EqualTo("a"), LogFilter.CreatedAt.Before(DateTimeOffset.UnixEpoch.AddDays(1))],
        };

        await test.Client.ListAllLogsAsync(query).FirstOrDefaultAsync();

        Assert.That(
            Uri.UnescapeDataString(test.Request.Query),
            Does.EndWith("""filters=[{"key":"model","operator":"eq","value":["a"]},{"key":"created_at","operator":"gt","value":["1970-01-01T00:00:00.000Z"]},{"key":"created_at","operator":"lt","value":["1970-01-02T00:00:00.000Z"]}]"""));
    }

    [Test]
    public async Task A_later_walk_goes_on_with_what_has_settled_since()
    {
        using var service = Service(100, 200, 200, Now);
        var first = await WalkAsync(service);
        service.Rows.Add(new ModelRow("late", 200, "a"));

        var second = await WalkAsync(service, null, s_unhurried with { StartAfter = first[^1].Position }, Now + 60_001);

        Assert.That(first.Select(log => log.Id), Is.EqualTo(["0000", "0001", "0002"]));
        Assert.That(second.Select(log => log.Id), Is.EqualTo(["late", "0003"]));
        Assert.That(second[0].Position!.ToString(), Is.EqualTo("asc~1970-01-01T00:00:00.200Z~0001,0002,late"));
    }

    [Test]
    public async Task A_page_tells_where_the_walk_stands_behind_it()
    {
        using var service = Service(100, 200, 300);

        var pages = await service.Client().ListAllPagesAsync(new GatewayLogQuery { PerPage = 2 }, s_unhurried).ToListAsync();

        Assert.That(pages.Select(page => page.Position!.ToString()), Is.EqualTo(["asc~1970-01-01T00:00:00.200Z~0001", "asc~1970-01-01T00:00:00.300Z~0002"]));
    }

    [Test]
    public async Task A_position_of_the_other_direction_or_a_page_number_is_refused_unsent()
    {
        using var service = Service(100);
        var position = GatewayLogPosition.Parse("desc~2026-08-05T08:01:32.561Z~1");

        await Failure.OfAsync<ArgumentException>(() => WalkAsync(service, null, new GatewayLogWalkOptions { StartAfter = position }));
        await Failure.OfAsync<ArgumentException>(() => WalkAsync(service, new GatewayLogQuery { Page = 2 }));

        Assert.That(service.Requests, Is.Zero);
    }

    [Test]
    public async Task Logs_that_have_name_and_value_in_different_entries_are_left_out()
    {
        using var service = new ModelService(1);
        service.Rows.Add(new ModelRow("crossed", 1, "a", Team: "other", Agent: "search"));
        service.Rows.Add(new ModelRow("meant", 2, "a", Team: "search"));

        var logs = await WalkAsync(service, new GatewayLogQuery { Filters = [LogFilter.Metadata("team", "search")] });

        Assert.That(logs.Select(log => log.Id), Is.EqualTo(["meant"]));
    }

    [Test]
    public void The_options_refuse_what_is_out_of_range()
    {
        Assert.That(() => new GatewayLogWalkOptions { Prefetch = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("1 to 32"));
        Assert.That(() => new GatewayLogWalkOptions { Prefetch = 33 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GatewayLogWalkOptions { SettleDelay = TimeSpan.FromSeconds(-1) }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("0 to 365 days"));
        Assert.That(() => new GatewayLogWalkOptions { SettleDelay = TimeSpan.FromDays(366) }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GatewayLogWalkOptions { Prefetch = 32, SettleDelay = TimeSpan.FromDays(365) }, Throws.Nothing);
    }

    [TestCase("2026-08-05T08:01:32Z", "2026-08-05T08:01:32.5611Z")]
    [TestCase("2026-08-05T10:01:32+02:00", "2026-08-05T08:01:32.562")]
    public async Task A_limit_on_created_at_that_was_given_as_text_is_merged_as_well(string after, string before)
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200.empty");
        var query = new GatewayLogQuery { Filters = [GatewayLogFilter.Parse($"created_at gt {after}"), GatewayLogFilter.Parse($"created_at lt {before}")] };

        await test.Client.ListAllLogsAsync(query).FirstOrDefaultAsync();

        Assert.That(
            Uri.UnescapeDataString(test.Request.Query),
            Does.EndWith("""filters=[{"key":"created_at","operator":"gt","value":["2026-08-05T08:01:32.000Z"]},{"key":"created_at","operator":"lt","value":["2026-08-05T08:01:32.562Z"]}]"""));
    }

    [Test]
    public async Task The_beginning_of_time_is_a_position_like_any_other()
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200.empty");

        await test.Client.ListAllLogsAsync(null, new GatewayLogWalkOptions { StartAfter = GatewayLogPosition.Parse("asc~0001-01-01T00:00:00.000Z~a") }).FirstOrDefaultAsync();

        Assert.That(Uri.UnescapeDataString(test.Request.Query), Does.Contain("\"lt\"").And.Not.Contain("\"gt\""));
    }
}
