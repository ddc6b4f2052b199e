using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class PagingTests
{
    private static string Page(params IEnumerable<int> ids) =>
        $$"""{"success":true,"result":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""";

    private static async Task<List<string>> WalkAsync(TestClient test, int perPage)
    {
        var ids = new List<string>();
        await foreach (var log in test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = perPage }))
        {
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

        var exception = await Failure.OfAsync<GatewayLogsException>(() => WalkAsync(test, 2));

        Assert.That(exception.Message, Does.Contain("same page"));
    }

    [Test]
    public async Task Breaking_off_asks_for_no_further_page()
    {
        using var test = new TestClient();
        test.Answer(HttpStatusCode.OK, Page(1, 2));

        await foreach (var log in test.Client.ListAllLogsAsync(new GatewayLogQuery { PerPage = 2 }))
        {
            Assert.That(log.Id, Is.EqualTo("1"));
            break;
        }

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }
}
