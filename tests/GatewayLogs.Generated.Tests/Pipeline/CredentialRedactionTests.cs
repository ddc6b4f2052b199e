using System.Net;

namespace GatewayLogs.Tests;

/// <summary>Credentials that a proxy echoes in an error do not come out of the client.</summary>
public class CredentialRedactionTests
{
    private const string Key = "canary-key-3Wd";

    private static string Echo(string secret) =>
        $$"""{"success":false,"errors":[{"code":1,"message":"Bad header: Bearer {{secret}}"}],"request":"X-Auth-Key: {{secret}}"}""";

    [Test]
    public async Task A_token_is_replaced_by_asterisks_wherever_the_response_repeats_it()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.BadRequest, Echo(TestClient.ApiToken));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Errors.Single().Message, Is.EqualTo("Bad header: Bearer ***"));
        Assert.That(exception.HttpResponse!.Envelope!.AdditionalProperties["request"], Is.EqualTo("X-Auth-Key: ***"));
    }

    [TestCase("canary\\/a+b==")]
    [TestCase("canary\\/a\\u002Bb==")]
    [TestCase("canary\\/a\\u002bb==")]
    [TestCase("canary%2Fa%2bb%3D%3D")]
    public async Task A_token_that_the_response_escapes_is_replaced_as_well(string escaped)
    {
        using var test = new TestClient(options => options.ApiToken = "canary/a+b==");
        test.Respond(HttpStatusCode.BadRequest, Echo(escaped));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Errors.Single().Message, Is.EqualTo("Bad header: Bearer ***"));
    }

    [Test]
    public async Task A_token_in_a_failure_with_status_200_is_replaced_as_well()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, Echo(TestClient.ApiToken));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Errors.Single().Message, Is.EqualTo("Bad header: Bearer ***"));
        Assert.That(exception.HttpResponse!.Envelope!.AdditionalProperties["request"], Is.EqualTo("X-Auth-Key: ***"));
    }

    [Test]
    public async Task A_key_is_replaced_by_asterisks_as_well()
    {
        using var test = new TestClient(options => (options.ApiToken, options.Email, options.ApiKey) = (null, "me@example.com", Key));
        test.Respond(HttpStatusCode.BadGateway, Echo(Key));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Errors.Single().Message, Is.EqualTo("Bad header: Bearer ***"));
    }

    [Test]
    public async Task A_token_of_a_provider_is_replaced_by_asterisks_as_well()
    {
        using var test = new TestClient(options => (options.ApiToken, options.TokenProvider) = (null, _ => ValueTask.FromResult("canary-rotated-1")));
        test.Respond(HttpStatusCode.Forbidden, Echo("canary-rotated-1"));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Errors.Single().Message, Does.Not.Contain("canary"));
    }
}
