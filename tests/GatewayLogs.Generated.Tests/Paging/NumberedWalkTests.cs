using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>The walk in an order other than that of created_at.</summary>
public class NumberedWalkTests
{
    private static string Page(params IEnumerable<int> ids) =>
        $$"""{"success":true,"result":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""";

    private static async Task<List<string>> WalkAsync(TestClient test, int perPage, GatewayLogWalkOptions? walk = null)
    {
        var ids = new List<string>();
        await foreach (var log in test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = perPage, OrderBy = GatewayLogOrderBy.Model }, walk))
        {
            Assert.That(log.Position, Is.Null);
            ids.Add(log.Id);
        }

        return ids;
    }

    [Test]
    public async Task The_walk_asks_page_after_page_until_one_is_not_full()
    {
        using var test = new TestClient();
        test.Service.When("*").WithQueryString("page", "1").Respond("application/json", Page(1, 2));
        test.Service.When("*").WithQueryString("page", "2").Respond("application/json", Page(3, 4));
        test.Service.When("*").WithQueryString("page", "3").Respond("application/json", Page(5));

        Assert.That(await WalkAsync(test, 2), Is.EqualTo(["1", "2", "3", "4", "5"]));
        Assert.That(test.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_page_that_was_cut_short_is_not_taken_for_the_last()
    {
        using var test = new TestClient();
        test.Service.When("*").WithQueryString("page", "1").Respond("application/json", """{"result":[{"id":"1"}],"result_info":{"total_count":3}}""");
        test.Service.When("*").WithQueryString("page", "2").Respond("application/json", """{"result":[{"id":"3"}],"result_info":{"total_count":3}}""");

        Assert.That(await WalkAsync(test, 2), Is.EqualTo(["1", "3"]));
    }

    [Test]
    public async Task A_log_that_moved_to_the_next_page_is_not_given_again()
    {
        using var test = new TestClient();
        test.Service.When("*").WithQueryString("page", "1").Respond("application/json", Page(1, 2));
        test.Service.When("*").WithQueryString("page", "2").Respond("application/json", Page(2, 3));
        test.Service.When("*").WithQueryString("page", "3").Respond("application/json", Page());

        Assert.That(await WalkAsync(test, 2), Is.EqualTo(["1", "2", "3"]));
    }

    [Test]
    public async Task A_gateway_without_logs_costs_one_request()
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200.empty");

        Assert.That(await WalkAsync(test, 2), Is.Empty);
        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_service_that_ignores_the_page_does_not_make_the_walk_endless()
    {
        using var test = new TestClient();
        test.Answer(HttpStatusCode.OK, Page(1, 2));

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(() => WalkAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("nothing new for the pages 2 to 4"));
    }

    [Test]
    public async Task Logs_without_an_id_cannot_be_told_apart_and_are_told_of()
    {
        using var test = new TestClient();
        test.Answer(HttpStatusCode.OK, """{"success":true,"result":[{},{}]}""");

        var exception = await Failure.OfAsync<GatewayLogsContradictionException>(() => WalkAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("without an id"));
    }

    [Test]
    public async Task A_position_is_refused_unsent()
    {
        using var test = new TestClient();

        await Failure.OfAsync<ArgumentException>(() => WalkAsync(test, 2, new GatewayLogWalkOptions { StartAfter = GatewayLogPosition.Parse("asc~2026-08-05T08:01:32.561Z~1") }));

        Assert.That(test.Requests, Is.Empty);
    }
}
