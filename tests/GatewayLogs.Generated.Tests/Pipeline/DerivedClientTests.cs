using System.Net;

namespace GatewayLogs.Tests;

/// <summary>Derived classes can call and override the generated methods; the client's pipeline still applies.</summary>
public class DerivedClientTests
{
    [Test]
    public async Task A_derived_class_calls_a_generated_method_through_the_pipeline()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(503), TestClient.GoodPage);
        var client = new DerivedClient(test);

        var page = await test.Time.RunAsync(client.ListByProviderAsync("openai"));

        Assert.Multiple(() =>
        {
            Assert.That(test.Requests, Has.Count.EqualTo(2));
            Assert.That(test.Requests[0].Query, Is.EqualTo("?provider=openai"));
            Assert.That(test.Requests[0].Headers["Authorization"], Is.EqualTo($"Bearer {TestClient.ApiToken}"));
            Assert.That((page.StatusCode, page.Result.Result!.Single().Id), Is.EqualTo((HttpStatusCode.OK, "a")));
            Assert.That(page.Headers, Does.ContainKey("content-type"));
        });
    }

    [Test]
    public async Task A_generated_method_throws_the_exceptions_of_the_client()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(403));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Time.RunAsync(new DerivedClient(test).ListByProviderAsync("openai")));

        Assert.That((exception.StatusCode, exception.Attempts), Is.EqualTo((HttpStatusCode.Forbidden, 1)));
    }

    [Test]
    public async Task A_deletion_by_a_generated_method_is_never_sent_twice()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(503), TestClient.Good);

        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => test.Time.RunAsync(new DerivedClient(test).DeleteByIdAsync("a")));

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_generated_method_returns_a_body_with_its_headers_and_bytes()
    {
        using var test = new TestClient();
        test.RespondInSequence(TestClient.Ok(() => new ByteArrayContent("[1]"u8.ToArray())));

        var response = await new DerivedClient(test).GetBodyAsync("a");
        using var body = response.Result;

        Assert.That((await body.ReadAsBytesAsync()).ToArray(), Is.EqualTo("[1]"u8.ToArray()));
        Assert.That(response.Headers["Content-Type"], Is.EqualTo(["application/json"]));
    }

    [Test]
    public async Task Public_methods_call_overridden_generated_methods_in_views_too()
    {
        using var test = new TestClient();
        var client = new DerivedClient(test) { Detail = new GetGatewayLogDetailEnvelope { Result = new GatewayLogDetail { Id = "mine" } } };

        var own = await client.GetLogAsync("mine");
        var view = await client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 1 }).GetLogAsync("mine");

        Assert.That((own.Id, view.Id, test.Requests.Count), Is.EqualTo(("mine", "mine", 0)));
    }

    private sealed class DerivedClient(TestClient test) : GatewayLogsClient(test.ClientOptions, test.Http)
    {
        private const string Account = "0123456789abcdef0123456789abcdef";

        public GetGatewayLogDetailEnvelope? Detail { get; init; }

        public Task<GatewayLogsResponse<ListGatewayLogsEnvelope>> ListByProviderAsync(string provider) =>
            ListGatewayLogsCoreAsync(accountId: Account, gatewayId: "my-gateway", provider: provider);

        public Task<GatewayLogsResponse<DeleteGatewayLogsEnvelope>> DeleteByIdAsync(string id) =>
            DeleteGatewayLogsCoreAsync(accountId: Account, gatewayId: "my-gateway", filters: [LogFilter.Id.EqualTo(id)], limit: 1);

        public Task<GatewayLogsResponse<GatewayLogBody>> GetBodyAsync(string id) =>
            GetGatewayLogRequestCoreAsync(accountId: Account, gatewayId: "my-gateway", id: id);

        protected override Task<GatewayLogsResponse<GetGatewayLogDetailEnvelope>> GetGatewayLogDetailCoreAsync(
            string accountId, string gatewayId, string id, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GatewayLogsResponse<GetGatewayLogDetailEnvelope>(200, headers: null, Detail!));
    }
}
