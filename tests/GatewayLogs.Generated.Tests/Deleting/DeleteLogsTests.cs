using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

[Category("DeleteGatewayLogs")]
public class DeleteLogsTests
{
    internal static Task DeleteGatewayLogsAsync(GatewayLogsClient client, CancellationToken token) =>
        client.DeleteLogsAsync(new GatewayLogDeleteQuery { DeleteLogsOfEveryKind = true }, token);

    /// <summary>A service that lists these rows for every filter, but for the control that no log can match, and answers every deletion.</summary>
    private static TestClient Listing(string rows, string deletion = """{"success":true}""")
    {
        var test = new TestClient();
        test.Service.When(HttpMethod.Get, "*").With(request => request.RequestUri!.Query.Contains("control-", StringComparison.Ordinal))
            .Respond("application/json", """{"success":true,"result":[]}""");
        test.Service.When(HttpMethod.Get, "*").Respond("application/json", $$"""{"success":true,"result":[{{rows}}]}""");
        test.Service.When(HttpMethod.Delete, "*").Respond("application/json", deletion);
        return test;
    }

    private static GatewayLogDeleteQuery OfModel(string model) => new() { Filters = [LogFilter.Model.EqualTo(model)] };

    [Test]
    public async Task A_deletion_sends_its_filters_limit_and_order_after_listing_the_same_filters()
    {
        using var test = Listing("""{"id":"01J"}""");

        await test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery
        {
            Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Eq, "01J")],
            Limit = 10,
            OrderBy = GatewayLogDeleteOrderBy.TokensOut,
            OrderByDirection = GatewayLogOrderDirection.Desc,
        });

        Assert.That(test.Requests.Select(request => request.Method), Is.EqualTo(["GET", "DELETE"]));
        Assert.That(
            Uri.UnescapeDataString(test.Requests[1].Query),
            Is.EqualTo("""?filters=[{"key":"id","operator":"eq","value":["01J"]}]&limit=10&order_by=tokens_out&order_by_direction=desc"""));
        Assert.That(
            Uri.UnescapeDataString(test.Requests[0].Query), Does.Contain("""filters=[{"key":"id","operator":"eq","value":["01J"]}]"""));
    }

    [Test]
    public async Task Filters_other_than_ids_are_listed_from_both_ends_and_with_a_control_that_no_log_matches()
    {
        using var test = Listing("""{"id":"1","model":"gpt-4o"}""");

        await test.Client.DeleteLogsAsync(OfModel("gpt-4o"));

        Assert.That(test.Requests.Select(request => request.Method), Is.EqualTo(["GET", "GET", "GET", "DELETE"]));
        Assert.That(test.Requests[0].Query, Does.Contain("order_by_direction=asc"));
        Assert.That(test.Requests[1].Query, Does.Contain("order_by_direction=desc"));
        Assert.That(test.Requests[2].Query, Does.Contain("control-"));
    }

    [TestCase("""{"id":"1","model":"gpt-4o"},{"id":"2","model":"other"}""", "do not match")]
    [TestCase("""{"id":"1","model":"gpt-4o"},{"id":"2"}""", "do not show that they match")]
    public async Task A_row_that_does_not_match_or_does_not_show_it_stops_the_deletion(string rows, string expected)
    {
        using var test = Listing(rows);

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => test.Client.DeleteLogsAsync(OfModel("gpt-4o")));

        Assert.That(exception.Message, Does.Contain(expected));
        Assert.That(test.Requests.Select(request => request.Method), Has.None.EqualTo("DELETE"));
    }

    [Test]
    public async Task A_service_that_lists_a_log_for_the_control_deletes_nothing_even_when_all_rows_match_by_chance()
    {
        using var test = new TestClient();
        test.Answer(HttpStatusCode.OK, """{"success":true,"result":[{"id":"1","model":"gpt-4o"}]}""");

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => test.Client.DeleteLogsAsync(OfModel("gpt-4o")));

        Assert.That(test.Requests.Select(request => request.Method), Has.None.EqualTo("DELETE"));
        Assert.That(exception.Message, Does.Contain("1 of 1"));
    }

    [Test]
    public async Task Nothing_is_deleted_where_nothing_matches()
    {
        using var test = Listing("");

        var response = await test.Client.DeleteLogsAsync(OfModel("gpt-4o"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(test.Requests.Select(request => request.Method), Is.EqualTo(["GET"]));
    }

    private static IEnumerable<GatewayLogFilter> Uncheckable() =>
        [LogFilter.Tokens.GreaterThan(1), LogFilter.CompatibilityMode.EqualTo(true), LogFilter.Key("prompts.prompt_id").EqualTo("x"), LogFilter.Metadata("team", "search")];

    [TestCaseSource(nameof(Uncheckable))]
    public async Task A_filter_that_rows_cannot_confirm_is_refused_unsent_with_a_way_out(GatewayLogFilter filter)
    {
        using var test = new TestClient();

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [filter] }));

        Assert.That(exception.Message, Does.Contain("by their ids"));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task Names_and_values_of_metadata_that_do_not_say_which_belong_together_are_refused_unsent()
    {
        using var test = new TestClient();
        var query = new GatewayLogDeleteQuery
        {
            Filters = [new(GatewayLogFilterKey.MetadataKey, GatewayLogFilterOperator.Eq, "team", "unit"), LogFilter.MetadataValue.EqualTo("search")],
        };

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.DeleteLogsAsync(query));

        Assert.That(exception.Message, Does.Contain("LogFilter.Metadata"));
        Assert.That(test.Requests, Is.Empty);
    }

    [TestCase("DeleteGatewayLogs.200")]
    [TestCase("DeleteGatewayLogs.200.bare")]
    public async Task A_success_with_or_without_a_result_is_one(string example)
    {
        using var test = TestClient.AnsweringWith(example);

        var response = await test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { DeleteLogsOfEveryKind = true });

        Assert.That((response.StatusCode, response.RayId), Is.EqualTo((HttpStatusCode.OK, "8f2a6c1d9e4b7a30-AMS")));
    }

    [TestCase("""{"success":true,"result":{"success":false}}""")]
    [TestCase("""{"success":false}""")]
    public async Task A_refusal_in_a_200_is_an_exception(string body)
    {
        using var test = Listing("""{"id":"1","model":"gpt-4o"}""", body);

        await Failure.OfAsync<GatewayLogsException>(() => test.Client.DeleteLogsAsync(OfModel("gpt-4o")));

        Assert.That(test.Requests[^1].Method, Is.EqualTo("DELETE"));
    }

    [Test]
    public async Task A_deletion_without_filters_is_refused_unsent()
    {
        using var test = new TestClient();

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery()));

        Assert.That(exception.Message, Does.Contain("10000 logs of any kind"));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task Filters_beside_the_wish_to_delete_logs_of_every_kind_are_refused_unsent()
    {
        using var test = new TestClient();

        await Failure.OfAsync<ArgumentException>(() =>
            test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter], DeleteLogsOfEveryKind = true }));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task A_deletion_of_every_kind_is_sent_when_it_is_said()
    {
        using var test = TestClient.AnsweringWith("DeleteGatewayLogs.200");

        await test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { DeleteLogsOfEveryKind = true, Limit = 5 });

        Assert.That(test.Request.Query, Is.EqualTo("?limit=5&order_by=created_at&order_by_direction=asc"));
    }

    [TestCase(0)]
    [TestCase(10_001)]
    public void A_limit_out_of_range_is_refused_with_the_range(int limit) =>
        Assert.That(
            () => new GatewayLogDeleteQuery { Limit = limit },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Limit is a number from 1 to 10000"));
}
