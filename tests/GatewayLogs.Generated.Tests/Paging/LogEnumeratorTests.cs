using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>Enumeration in the order of created_at, by example; the randomized tests are EnumerationProperties and DeviationTests.</summary>
public class LogEnumeratorTests
{
    private const long Now = HastyTime.Now;

    private static readonly GatewayLogPagingOptions s_unhurried = new() { MaxConcurrency = 1 };

    private static ModelService Service(params IEnumerable<long> times)
    {
        var service = new ModelService(1);
        foreach (var (i, time) in times.Index())
        {
            service.Rows.Add(new ModelRow($"{i:D4}", time, "a"));
        }

        return service;
    }

    private static async Task<List<GatewayLog>> EnumerateAsync(
        ModelService service, GatewayLogQuery? query = null, GatewayLogPagingOptions? paging = null, long now = Now) =>
        await service.Client(new HastyTime(now)).ListAllLogsAsync(query, paging ?? s_unhurried).ToListAsync();

    [Test]
    public async Task An_empty_gateway_takes_one_request()
    {
        using var service = Service();

        Assert.That(await EnumerateAsync(service), Is.Empty);
        Assert.That(service.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_gateway_with_one_page_takes_a_second_request_that_proves_the_end([Values(1, 7, 50)] int logs)
    {
        using var service = Service(Enumerable.Range(1, logs).Select(i => (long)i));

        Assert.That(await EnumerateAsync(service), Has.Count.EqualTo(logs));
        Assert.That(service.Requests, Is.EqualTo(2));
    }

    [Test]
    public async Task A_poll_without_new_logs_takes_one_request_once_longer_pages_were_returned()
    {
        using var service = Service(Enumerable.Range(1, 120).Select(i => (long)i));
        var client = service.Client();
        var last = await client.ListAllLogsAsync(null, s_unhurried).LastAsync();
        var requests = service.Requests;

        Assert.That(await client.ListAllLogsAsync(null, s_unhurried with { StartAfter = last.Cursor }).ToListAsync(), Is.Empty);
        Assert.That(service.Requests - requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_log_is_returned_once_it_is_older_than_the_indexing_delay()
    {
        using var service = Service(Now - 60_001, Now - 60_000, Now - 1);

        Assert.That((await EnumerateAsync(service)).Select(log => log.Id), Is.EqualTo(["0000"]));
        Assert.That((await EnumerateAsync(service, null, s_unhurried with { IndexingDelay = TimeSpan.Zero })).Select(log => log.Id),
            Is.EqualTo(["0000", "0001", "0002"]));
    }

    [TestCase(GatewayLogOrderDirection.Ascending)]
    [TestCase(GatewayLogOrderDirection.Descending)]
    public async Task A_thousand_logs_with_the_same_timestamp_are_all_returned(GatewayLogOrderDirection direction)
    {
        using var service = Service(Enumerable.Range(0, 1_000).Select(i => i is 0 or 999 ? 400L + i : 500L));
        service.ShufflesTies = true;

        var logs = await EnumerateAsync(service, new GatewayLogQuery { OrderByDirection = direction });

        Assert.That(logs.Select(log => log.Id).Distinct().Count(), Is.EqualTo(1_000));
        Assert.That(logs, Has.Count.EqualTo(1_000));
    }

    [Test]
    public async Task A_total_count_that_keeps_changing_does_not_cause_an_endless_enumeration()
    {
        var count = 0;
        using var test = new TestClient(new HastyTime().SetOn);
        test.Service.When("*").Respond(_ => new StringContent(
            $$"""{"result":[{"id":"1","created_at":"2026-01-01T00:00:00.000Z"}],"result_info":{"total_count":{{(count++ % 2 == 0 ? 9 : 5)}}} }"""));

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(async () =>
            await test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = 1 }, s_unhurried).ToListAsync());

        Assert.That(exception.Message, Does.Contain("same rows for every page number"));
        Assert.That(test.Requests, Has.Count.LessThan(40));
    }

    [Test]
    public async Task An_empty_page_is_requested_again_if_the_count_reports_more_rows()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(3), GetPage(3, 1, 2, 3));

        Assert.That(await EnumerateAsync(test, perPage: 50), Is.EqualTo(["1", "2", "3"]));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250]));
    }

    [Test]
    public async Task A_thousand_logs_with_the_same_timestamp_throw_if_the_service_ignores_the_page()
    {
        using var service = Service(Enumerable.Repeat(500L, 1_000));
        service.IgnoresPage = true;

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => EnumerateAsync(service));

        Assert.That(exception.Message, Does.Contain("same rows for every page number"));
        Assert.That(service.Requests, Is.LessThan(40));
    }

    [Test]
    public async Task An_ignored_filter_throws_before_a_log_is_returned()
    {
        using var service = Service(1, 2, 3);
        service.Rows.Add(new ModelRow("other", 4, "b"));
        service.IgnoresFilters = true;
        var returned = 0;

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(async () =>
        {
            await foreach (var _ in service.Client().ListAllLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Model.EqualTo("a")] }))
            {
                returned++;
            }
        });

        Assert.That(exception.Message, Does.Contain("1 of 4 logs").And.Contain("model eq"));
        Assert.That(returned, Is.Zero);
    }

    [Test]
    public async Task A_count_without_matching_rows_is_eventually_ignored()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(7));

        Assert.That(await EnumerateAsync(test), Is.Empty);
        Assert.That(test.Requests, Has.Count.EqualTo(5));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250, 500, 250, 500]));
    }

    /// <summary>
    /// Creates a client of a service that returns these first pages in sequence, then the last one, and empty pages with the same count for
    /// other page numbers.
    /// </summary>
    private static TestClient Responding(HastyTime time, params string[] pages)
    {
        var test = new TestClient(time.SetOn);
        var turn = 0;
        test.Service.When("*").Respond(request =>
        {
            var isFirst = request.RequestUri!.Query.StartsWith("?page=1&", StringComparison.Ordinal);
            turn += isFirst ? 1 : 0;
            var page = pages[Math.Clamp(turn - 1, 0, pages.Length - 1)];
            return new StringContent(isFirst ? page : "{\"result\":[]" + page[page.IndexOf(",\"result_info\"", StringComparison.Ordinal)..]);
        });
        return test;
    }

    /// <summary>Returns a page of logs whose IDs are their timestamps in milliseconds.</summary>
    private static string GetPage(int? total, params IEnumerable<int> times) =>
        """{"result":["""
        + string.Join(',', times.Select(time => $$"""{"id":"{{time}}","created_at":"1970-01-01T00:00:00.{{time:000}}Z"}"""))
        + $$"""],"result_info":{"total_count":{{total?.ToString(null, null) ?? "null"}}} }""";

    private static async Task<List<string>> EnumerateAsync(TestClient test, int perPage = 2) =>
        await test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = perPage }, s_unhurried).Select(log => log.Id).ToListAsync();

    [Test]
    public async Task The_page_after_the_last_one_proves_the_end()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(3, 1, 2), GetPage(2, 2, 3));

        Assert.That(await EnumerateAsync(test), Is.EqualTo(["1", "2", "3"]));
        Assert.That((test.Requests.Count, time.Waits.Count), Is.EqualTo((3, 0)));
        Assert.That(test.Requests[^1].Query, Does.Contain("page=2&per_page=2&"));
    }

    [Test]
    public async Task An_unconfirmed_end_is_requested_twice_more_with_growing_delays()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(5, 1, 2), GetPage(0, 2));

        Assert.That(await EnumerateAsync(test), Is.EqualTo(["1", "2"]));
        Assert.That(test.Requests, Has.Count.EqualTo(1 + (3 * 2)));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250, 500]));
    }

    [Test]
    public async Task An_unconfirmed_end_is_passed_if_more_rows_follow()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(4, 1, 2), GetPage(3, 2), GetPage(3, 2, 3), GetPage(2, 3, 4));

        Assert.That(await EnumerateAsync(test), Is.EqualTo(["1", "2", "3", "4"]));
        Assert.That(test.Requests, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Without_counts_the_end_is_confirmed_twice()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(null, 1));

        Assert.That(await EnumerateAsync(test), Is.EqualTo(["1"]));
        Assert.That((test.Requests.Count, time.Waits.Count), Is.EqualTo((8, 3)));
    }

    /// <summary>A mock with one response returns it for every request.</summary>
    [TestCase("3")]
    [TestCase("null")]
    public async Task A_service_that_returns_one_short_page_for_every_request_has_no_other_rows(string total)
    {
        using var test = new TestClient();
        test.Respond(
            System.Net.HttpStatusCode.OK,
            $$"""{"result":[{"id":"a","created_at":"2026-01-01T00:00:00Z"},{"id":"b","created_at":"2026-01-02T00:00:00Z"},"""
            + $$"""{"id":"c","created_at":"2026-01-03T00:00:00Z"}],"result_info":{"total_count":{{total}}} }""");

        Assert.That(await test.Client.ListAllLogsAsync().Select(log => log.Id).ToListAsync(), Is.EqualTo(["a", "b", "c"]));
    }

    [Test]
    public async Task A_page_out_of_order_is_retried_twice_and_then_throws()
    {
        var time = new HastyTime();
        using var test = Responding(time, GetPage(2, 2, 1));

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => EnumerateAsync(test));

        Assert.That(exception.Message, Does.Contain("another order"));
        Assert.That(test.Requests, Has.Count.EqualTo(3));
        Assert.That(time.Waits.Select(wait => wait.TotalMilliseconds), Is.EqualTo([250, 500]));
    }

    [Test]
    public async Task A_row_at_the_exclusive_limit_ends_the_enumeration()
    {
        var time = new HastyTime(400 + 60_000);
        using var test = Responding(time, GetPage(2, 300, 400));

        Assert.That(await EnumerateAsync(test), Is.EqualTo(["300"]));
        Assert.That((test.Requests.Count, time.Waits.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_timestamp_shared_by_more_logs_than_a_page_can_be_the_last_of_the_range()
    {
        using var service = Service(Enumerable.Repeat(500L, 120).Append(501));

        var logs = await EnumerateAsync(service, new GatewayLogQuery { Filters = [LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(501))] });

        Assert.That((logs.Count, service.Requests), Is.EqualTo((120, 6)));
    }

    [Test]
    public async Task A_log_without_a_timestamp_throws()
    {
        using var test = new TestClient(new HastyTime().SetOn);
        test.Respond(System.Net.HttpStatusCode.OK, """{"result":[{"id":"1"}]}""");

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(async () => await test.Client.ListAllLogsAsync().FirstOrDefaultAsync());

        Assert.That(exception.Message, Does.Contain("without an id or created_at"));
    }

    [TestCase(GatewayLogOrderDirection.Ascending)]
    [TestCase(GatewayLogOrderDirection.Descending)]
    public async Task Decades_without_a_log_are_skipped(GatewayLogOrderDirection direction)
    {
        using var service = Service(Enumerable.Range(0, 500).Select(i => (long)i).Append(Now - 60_001));

        var logs = await EnumerateAsync(
            service, new GatewayLogQuery { PerPage = 7, OrderByDirection = direction }, new GatewayLogPagingOptions { MaxConcurrency = 4 });

        Assert.That(logs, Has.Count.EqualTo(501));
    }

    [TestCase(GatewayLogOrderDirection.Ascending)]
    [TestCase(GatewayLogOrderDirection.Descending)]
    public async Task A_service_with_inclusive_limits_is_enumerated_correctly(GatewayLogOrderDirection direction)
    {
        using var service = Service(Enumerable.Range(0, 500).Select(i => 1_000 + (i / 3 * 2L)).Append(Now - 60_000));
        service.TakesEdges = true;

        var logs = await EnumerateAsync(
            service, new GatewayLogQuery { PerPage = 7, OrderByDirection = direction }, new GatewayLogPagingOptions { MaxConcurrency = 4 });

        Assert.That(logs.Select(log => log.Id).Order(), Is.EqualTo(Enumerable.Range(0, 500).Select(i => $"{i:D4}")));
    }

    [Test]
    public async Task Each_operator_on_created_at_is_sent_once()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.empty");
        var query = new GatewayLogQuery
        {
            Filters =
            [
                LogFilter.CreatedAt.After(DateTimeOffset.UnixEpoch), LogFilter.Model.EqualTo("a"),
                LogFilter.CreatedAt.Before(DateTimeOffset.UnixEpoch.AddDays(1)),
            ],
        };

        await test.Client.ListAllLogsAsync(query).FirstOrDefaultAsync();

        Assert.That(
            Uri.UnescapeDataString(test.Request.Query),
            Does.EndWith("""filters=[{"key":"model","operator":"eq","value":["a"]},"""
                + """{"key":"created_at","operator":"gt","value":["1969-12-31T23:59:59.999Z"]},"""
                + """{"key":"created_at","operator":"lt","value":["1970-01-02T00:00:00.000Z"]}]"""));
    }

    [Test]
    public async Task A_later_enumeration_continues_with_logs_past_the_indexing_delay()
    {
        using var service = Service(100, 200, 200, Now);
        var first = await EnumerateAsync(service);
        service.Rows.Add(new ModelRow("late", 200, "a"));

        var second = await EnumerateAsync(service, null, s_unhurried with { StartAfter = first[^1].Cursor }, Now + 60_001);

        Assert.That(first.Select(log => log.Id), Is.EqualTo(["0000", "0001", "0002"]));
        Assert.That(second.Select(log => log.Id), Is.EqualTo(["late", "0003"]));
        Assert.That(second[0].Cursor!.ToString(), Is.EqualTo("asc~1970-01-01T00:00:00.200Z~0001,0002,late"));
    }

    [Test]
    public async Task A_page_has_the_cursor_after_its_last_row()
    {
        using var service = Service(100, 200, 300);

        var pages = await service.Client().ListAllPagesAsync(new GatewayLogQuery { PerPage = 2 }, s_unhurried).ToListAsync();

        Assert.That(pages.Select(page => page.Cursor!.ToString()), Is.EqualTo(["asc~1970-01-01T00:00:00.200Z~0001", "asc~1970-01-01T00:00:00.300Z~0002"]));
    }

    [Test]
    public async Task A_cursor_of_the_other_direction_or_a_page_number_is_rejected_without_a_request()
    {
        using var service = Service(100);
        var position = GatewayLogCursor.Parse("desc~2026-08-05T08:01:32.561Z~1");

        await Failure.OfAsync<ArgumentException>(() => EnumerateAsync(service, null, new GatewayLogPagingOptions { StartAfter = position }));
        await Failure.OfAsync<ArgumentException>(() => EnumerateAsync(service, new GatewayLogQuery { Page = 2 }));

        Assert.That(service.Requests, Is.Zero);
    }

    [Test]
    public async Task Logs_with_key_and_value_in_different_metadata_entries_are_skipped()
    {
        using var service = new ModelService(1);
        service.Rows.Add(new ModelRow("crossed", 1, "a", Team: "other", Agent: "search"));
        service.Rows.Add(new ModelRow("meant", 2, "a", Team: "search"));

        var logs = await EnumerateAsync(service, new GatewayLogQuery { Filters = [LogFilter.Metadata("team", "search")] });

        Assert.That(logs.Select(log => log.Id), Is.EqualTo(["meant"]));
    }

    [Test]
    public void Options_out_of_range_are_rejected()
    {
        Assert.That(() => new GatewayLogPagingOptions { MaxConcurrency = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("1 to 32"));
        Assert.That(() => new GatewayLogPagingOptions { MaxConcurrency = 33 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GatewayLogPagingOptions { IndexingDelay = TimeSpan.FromSeconds(-1) },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("0 to 365 days"));
        Assert.That(() => new GatewayLogPagingOptions { IndexingDelay = TimeSpan.FromDays(366) }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GatewayLogPagingOptions { MaxConcurrency = 32, IndexingDelay = TimeSpan.FromDays(365) }, Throws.Nothing);
    }

    [TestCase("2026-08-05T08:01:32Z", "2026-08-05T08:01:32.5611Z")]
    [TestCase("2026-08-05T10:01:32+02:00", "2026-08-05T08:01:32.562")]
    public async Task A_created_at_limit_passed_as_text_is_merged(string after, string before)
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.empty");
        var query = new GatewayLogQuery { Filters = [GatewayLogFilter.Parse($"created_at gt {after}"), GatewayLogFilter.Parse($"created_at lt {before}")] };

        await test.Client.ListAllLogsAsync(query).FirstOrDefaultAsync();

        Assert.That(
            Uri.UnescapeDataString(test.Request.Query),
            Does.EndWith("""filters=[{"key":"created_at","operator":"gt","value":["2026-08-05T08:01:31.999Z"]},"""
                + """{"key":"created_at","operator":"lt","value":["2026-08-05T08:01:33.000Z"]}]"""));
    }

    [Test]
    public async Task A_cursor_can_have_the_earliest_timestamp()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.empty");

        await test.Client.ListAllLogsAsync(null, new GatewayLogPagingOptions
        {
            StartAfter = GatewayLogCursor.Parse("asc~0001-01-01T00:00:00.000Z~a"),
        }).FirstOrDefaultAsync();

        Assert.That(Uri.UnescapeDataString(test.Requests[0].Query), Does.Contain("\"lt\"").And.Not.Contain("\"gt\""));
    }
}
