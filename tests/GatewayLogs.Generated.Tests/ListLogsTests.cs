namespace GatewayLogs.Tests;

[Category("ListGatewayLogs")]
public class ListLogsTests
{
    internal static Task ListGatewayLogsAsync(GatewayLogsClient client, CancellationToken token) => client.ListLogsAsync(cancellationToken: token);

    [Test]
    public async Task A_page_contains_the_logs_and_the_result_info()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        var page = await test.Client.ListLogsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(page.Logs.Select(log => log.Model), Is.EqualTo(["gpt-4o", "claude-sonnet-4-5"]));
            Assert.That((page.Info.Page, page.Info.PerPage, page.Info.Count, page.Info.TotalCount), Is.EqualTo((1, 20, 2, 236L)));
            Assert.That(page.HttpResponse.RayId, Is.EqualTo("8f2a6c1d9e4b7a30-AMS"));
        });
    }

    [Test]
    public async Task Every_field_of_the_document_has_a_property()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        var log = (await test.Client.ListLogsAsync()).Logs[0];

        Assert.Multiple(() =>
        {
            Assert.That(log.Cached, Is.False);
            Assert.That(log.Cost, Is.EqualTo(0.00199m));
            Assert.That(log.CreatedAt, Is.EqualTo(new DateTimeOffset(2026, 8, 5, 8, 1, 32, 561, TimeSpan.Zero)));
            Assert.That(log.CustomCost, Is.False);
            Assert.That(log.Duration, Is.EqualTo(1284));
            Assert.That(log.Id, Is.EqualTo("01J4W6Z5QF3N8H2K7V9XBTCMRD"));
            Assert.That((string?)log.Metadata!["team"], Is.EqualTo("search"));
            Assert.That(log.Model, Is.EqualTo("gpt-4o"));
            Assert.That(log.ModelType, Is.Empty);
            Assert.That(log.Path, Is.EqualTo("chat/completions"));
            Assert.That(log.Provider, Is.EqualTo("openai"));
            Assert.That(log.RequestContentType, Is.EqualTo("application/json"));
            Assert.That(log.RequestType, Is.EqualTo("provider"));
            Assert.That(log.ResponseContentType, Is.EqualTo("application/json"));
            Assert.That(log.StatusCode, Is.EqualTo(200));
            Assert.That(log.Step, Is.Zero);
            Assert.That(log.Success, Is.True);
            Assert.That(log.TokensIn, Is.EqualTo(412));
            Assert.That(log.TokensOut, Is.EqualTo(96));
        });
    }

    [Test]
    public async Task Every_query_property_is_sent_under_its_wire_name()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        await test.Client.ListLogsAsync(new GatewayLogQuery
        {
            Page = 2,
            PerPage = 50,
            OrderBy = GatewayLogOrderBy.ModelType,
            OrderByDirection = GatewayLogOrderDirection.Descending,
            Search = "a b&c",
            MetaInfo = true,
        });

        Assert.That(
            test.Request.Query,
            Is.EqualTo("?page=2&per_page=50&order_by=model_type&order_by_direction=desc&search=a%20b%26c&meta_info=true"));
    }

    [Test]
    public async Task The_order_is_always_sent()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        await test.Client.ListLogsAsync();

        Assert.That(test.Request.Query, Is.EqualTo("?page=1&per_page=20&order_by=created_at&order_by_direction=asc"));
    }

    [Test]
    public async Task The_extremes_are_returned_on_request()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.meta-info");

        var info = (await test.Client.ListLogsAsync(new GatewayLogQuery { MetaInfo = true })).Info;

        Assert.That((info.MinCost, info.MaxCost, info.MaxTotalTokens), Is.EqualTo((0m, 0.0412m, 10160m)));
    }

    [TestCase(0)]
    [TestCase(51)]
    public void A_page_size_out_of_range_is_rejected_with_the_range(int perPage) =>
        Assert.That(
            () => new GatewayLogQuery { PerPage = perPage },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("PerPage must be a number from 1 to 50"));

    [Test]
    public void A_page_number_below_one_is_rejected() =>
        Assert.That(() => new GatewayLogQuery { Page = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("from 1"));

    [Test]
    public void An_unknown_order_is_rejected_with_the_known_values() =>
        Assert.That(
            () => new GatewayLogQuery { OrderBy = (GatewayLogOrderBy)99 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("created_at, provider, model, model_type, success, cached"));

    [Test]
    public void ToString_of_a_query_omits_personal_data() =>
        Assert.That(new GatewayLogQuery { Search = "jane@example.com" }.ToString(), Is.EqualTo("GatewayLogQuery"));

    [Test]
    public async Task A_query_keeps_its_filters_when_the_callers_list_changes()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.empty");
        var filters = new List<GatewayLogFilter> { Some.Filter };
        var query = new GatewayLogQuery { Filters = filters };

        filters.Clear();
        await test.Client.ListLogsAsync(query);

        Assert.That(test.Request.Query, Does.Contain("filters="));
    }

    [TestCase("{}")]
    [TestCase("""{"success":true}""")]
    [TestCase("""{"success":true,"result":null}""")]
    public async Task A_page_without_a_result_throws(string body)
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, body);

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Message, Does.Contain("has no result").And.Contain("8f2a6c1d9e4b7a30-AMS"));
    }
}
