namespace GatewayLogs.Tests;

[Category("DeleteGatewayLogs")]
public class DeleteLogsTests
{
    [Test]
    public async Task A_deletion_sends_its_filters_limit_and_order()
    {
        using var test = TestClient.AnsweringWith("DeleteGatewayLogs.200");

        await test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery
        {
            Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Eq, "01J")],
            Limit = 10,
            OrderBy = GatewayLogDeleteOrderBy.TokensOut,
            OrderByDirection = GatewayLogOrderDirection.Desc,
        });

        Assert.That(
            Uri.UnescapeDataString(test.Request.Query),
            Is.EqualTo("""?filters=[{"key":"id","operator":"eq","value":["01J"]}]&limit=10&order_by=tokens_out&order_by_direction=desc"""));
    }

    [TestCase("DeleteGatewayLogs.200")]
    [TestCase("DeleteGatewayLogs.200.bare")]
    public async Task A_success_with_or_without_a_result_is_one(string example)
    {
        using var test = TestClient.AnsweringWith(example);

        var response = await test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter] });

        Assert.That((response.StatusCode, response.RayId), Is.EqualTo((System.Net.HttpStatusCode.OK, "8f2a6c1d9e4b7a30-AMS")));
    }

    [TestCase("""{"success":true,"result":{"success":false}}""")]
    [TestCase("""{"success":false}""")]
    public async Task A_refusal_in_a_200_is_an_exception(string body)
    {
        using var test = new TestClient();
        test.Answer(System.Net.HttpStatusCode.OK, body);

        await Failure.OfAsync<GatewayLogsException>(() => test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter] }));
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
