namespace GatewayLogs.Tests;

[Category("GetGatewayLogDetail")]
public class GetLogTests
{
    internal static Task GetGatewayLogDetailAsync(GatewayLogsClient client, CancellationToken token) => client.GetLogAsync(Operations.Id, token);

    [Test]
    public async Task A_detail_has_the_fields_of_a_row_and_the_heads_of_its_bodies()
    {
        using var test = TestClient.RespondingWith("GetGatewayLogDetail.200");

        var log = await test.Client.GetLogAsync(Operations.Id);

        Assert.Multiple(() =>
        {
            Assert.That(log.Id, Is.EqualTo("01J4W6Z5QF3N8H2K7V9XBTCMRD"));
            Assert.That(log.Model, Is.EqualTo("gpt-4o"));
            Assert.That(log.RequestHead, Does.Contain("Où est le café ☕?"));
            Assert.That(log.RequestHeadComplete, Is.True);
            Assert.That(log.RequestSize, Is.EqualTo(86));
            Assert.That(log.ResponseHead, Does.Contain("Rue de la Paix."));
            Assert.That(log.ResponseHeadComplete, Is.True);
            Assert.That(log.ResponseSize, Is.EqualTo(91));
        });
    }

    [Test]
    public async Task A_detail_exposes_the_status_and_headers_of_its_response()
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("GetGatewayLogDetail.200"), headers: ("Ratelimit", "\"default\";r=50;t=30"));

        var log = await test.Client.GetLogAsync(Operations.Id);

        Assert.Multiple(() =>
        {
            Assert.That(log.HttpResponse!.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.OK));
            Assert.That(log.HttpResponse.RayId, Is.EqualTo("8f2a6c1d9e4b7a30-AMS"));
            Assert.That(log.HttpResponse.RateLimit!.Remaining, Is.EqualTo(50));
        });
    }

    [TestCase("01J4W6Z5QF3N8H2K7V9XBTCMRE")]
    [TestCase("01j4w6z5qf3n8h2k7v9xbtcmrd")]
    public async Task A_detail_with_another_id_is_an_inconsistent_response(string requested)
    {
        using var test = TestClient.RespondingWith("GetGatewayLogDetail.200");

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(() => test.Client.GetLogAsync(requested));

        Assert.That(exception.Message, Does.Contain("another id than the requested one").And.Contain("Try again").And.Contain("cf-ray: 8f2a6c1d9e4b7a30-AMS"));
        Assert.That(exception.Message, Does.Not.Contain(requested));
    }

    [Test]
    public async Task The_head_of_a_response_body_that_is_not_stored_yet_is_null()
    {
        using var test = TestClient.RespondingWith("GetGatewayLogDetail.200.response-head-null");

        var log = await test.Client.GetLogAsync(Operations.Id);

        Assert.That((log.ResponseHead, log.ResponseHeadComplete, log.Cost), Is.EqualTo(((string?)null, false, (decimal?)null)));
    }
}
