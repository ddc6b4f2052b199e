using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>Snippets of the library guide about testing.</summary>
public class StubSnippetTests
{
    [Test]
    public async Task A_stub_returns_and_throws_what_a_test_needs()
    {
        var client = new StubClient().WithOptions(new GatewayLogsCallOptions { MaxRetries = 0 });

        Assert.That((string?)(await client.GetLogAsync("1")).Metadata!["team"], Is.EqualTo("search"));
        Assert.That((await Failure.OfAsync<GatewayLogsException>(() => client.GetLogAsync("2"))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task MockHttp_responds_to_the_client()
    {
        using var service = new MockHttpMessageHandler();
        service.When(HttpMethod.Get, "*/logs/1").Respond("application/json", """{"success":true,"result":{"id":"1","model":"gpt-4o"}}""");
        var options = new GatewayLogsClientOptions { AccountId = "my-account", GatewayId = "my-gateway", ApiToken = "any", RateLimit = null };
        var client = new GatewayLogsClient(options, service.ToHttpClient());

        Assert.That((await client.GetLogAsync("1")).Model, Is.EqualTo("gpt-4o"));
    }
}

internal sealed class StubClient : GatewayLogsClient
{
    public override Task<GatewayLogDetail> GetLogAsync(string id, CancellationToken cancellationToken = default) => id == "1"
        ? Task.FromResult(new GatewayLogDetail { Id = id, Model = "gpt-4o", Metadata = new GatewayLogMetadata { ["team"] = "search" } })
        : throw new GatewayLogsException("There is no such log.", new GatewayLogsResponse(404)) { Attempts = 1 };
}
