using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>Enumeration in orders other than created_at.</summary>
public class OffsetEnumeratorTests
{
    private static string Page(params IEnumerable<int> ids) =>
        $$"""{"success":true,"result":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""";

    private static async Task<List<string>> EnumerateAsync(TestClient test, int perPage, GatewayLogPagingOptions? paging = null)
    {
        var ids = new List<string>();
        await foreach (var log in test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = perPage, OrderBy = GatewayLogOrderBy.Model }, paging))
        {
            Assert.That(log.Cursor, Is.Null);
            ids.Add(log.Id);
        }

        return ids;
    }

    /// <summary>Creates a client of a service that has these rows and caps its page size.</summary>
    private static TestClient Capped(int rows, int cap, bool offsetsByRequest, Func<int, int?> count)
    {
        var test = new TestClient();
        test.Service.When("*").Respond(request =>
        {
            var numbers = request.RequestUri!.Query.TrimStart('?').Split('&').Take(2).Select(part => int.Parse(part.Split('=')[1], null)).ToList();
            var length = Math.Min(numbers[1], cap);
            List<int> ids = [.. Enumerable.Range(1, rows).Skip((numbers[0] - 1) * (offsetsByRequest ? numbers[1] : length)).Take(length)];
            return new StringContent($$"""{{Page(ids)[..^1]}},"result_info":{"total_count":{{count(ids.Count)?.ToString(null, null) ?? "null"}}} }""");
        });
        return test;
    }

    [Test]
    public async Task Only_an_empty_page_ends_the_enumeration(
        [Values(0, 1, 2, 5, 6)] int rows, [Values(1, 2, 3, 50)] int cap, [Values] bool offsetsByRequest, [Values("none", "all", "page", "one")] string counts)
    {
        using var test = Capped(rows, cap, offsetsByRequest, onPage => counts switch { "none" => null, "all" => rows, "page" => onPage, _ => 1 });

        Assert.That(await EnumerateAsync(test, 3), Is.EqualTo(Enumerable.Range(1, rows).Select(id => $"{id}")));
        Assert.That(test.Requests, Has.Count.LessThanOrEqualTo(rows + 1));
    }

    [Test]
    public async Task A_short_page_is_requested_again()
    {
        using var test = new TestClient();
        test.Service.When("*").WithQueryString("page", "1").Respond("application/json", Page(1, 2));
        var isCut = true;
        test.Service.When("*").WithQueryString("page", "2").Respond(_ => new StringContent(Page(isCut ? [3] : [3, 4])));
        test.Service.When("*").WithQueryString("page", "3").Respond(_ =>
        {
            isCut = false;
            return new StringContent(Page(5));
        });
        test.Service.When("*").WithQueryString("page", "4").Respond("application/json", Page());

        Assert.That(await EnumerateAsync(test, 2), Is.EqualTo(["1", "2", "3", "4", "5"]));
    }

    [Test]
    public async Task A_page_that_stays_short_throws()
    {
        using var test = new TestClient();
        test.Service.When("*").WithQueryString("page", "1").Respond("application/json", Page(1, 2));
        test.Service.When("*").WithQueryString("page", "2").Respond("application/json", Page(3));
        test.Service.When("*").WithQueryString("page", "3").Respond("application/json", Page(5));

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => EnumerateAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("Page 2 has fewer rows"));
    }

    [Test]
    public async Task More_rows_than_requested_throw()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, Page(1, 2, 3));

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => EnumerateAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("more logs than the requested page size of 2"));
    }

    [Test]
    public async Task A_log_that_moved_to_the_next_page_is_not_returned_again()
    {
        using var test = new TestClient();
        test.Service.When("*").WithQueryString("page", "1").Respond("application/json", Page(1, 2));
        test.Service.When("*").WithQueryString("page", "2").Respond("application/json", Page(2, 3));
        test.Service.When("*").WithQueryString("page", "3").Respond("application/json", Page());

        Assert.That(await EnumerateAsync(test, 2), Is.EqualTo(["1", "2", "3"]));
    }

    [Test]
    public async Task An_empty_gateway_takes_one_request()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.empty");

        Assert.That(await EnumerateAsync(test, 2), Is.Empty);
        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_service_that_ignores_the_page_does_not_cause_an_endless_enumeration()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, Page(1, 2));

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => EnumerateAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("The pages 2 to 4 contain no new logs"));
    }

    [Test]
    public async Task Logs_without_an_id_throw()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, """{"success":true,"result":[{},{}]}""");

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => EnumerateAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("without an id"));
    }

    [Test]
    public async Task A_cursor_is_rejected_without_a_request()
    {
        using var test = new TestClient();

        await Failure.OfAsync<ArgumentException>(() => EnumerateAsync(
            test, 2, new GatewayLogPagingOptions { StartAfter = GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1") }));

        Assert.That(test.Requests, Is.Empty);
    }
}
