namespace GatewayLogs.Tests;

/// <summary>Testing an application without a service: derive from the client and override its methods.</summary>
public class MockingTests
{
    /// <summary>The code under test: sums the cost of a gateway.</summary>
    private static async Task<decimal> SumCostsAsync(GatewayLogsClient client)
    {
        var sum = 0m;
        await foreach (var log in client.ListAllLogsAsync())
        {
            sum += log.Cost ?? 0;
        }

        return sum;
    }

    /// <summary>The code under test: copies the body of a request, if it is stored.</summary>
    private static async Task<byte[]?> CopyAsync(GatewayLogsClient client, string id)
    {
        using var body = await client.GetLogRequestAsync(id);
        return body.State == GatewayLogBodyState.Stored ? (await body.ReadAsBytesAsync()).ToArray() : null;
    }

    [Test]
    public async Task A_derived_client_returns_what_a_test_needs()
    {
        var client = new StubClient();

        Assert.That(
            (await SumCostsAsync(client), await CopyAsync(client, "kept"), await CopyAsync(client, "other")),
            Is.EqualTo((0.75m, "{}"u8.ToArray(), (byte[]?)null)));
    }

    [Test]
    public async Task A_stub_stays_a_stub_with_other_options()
    {
        var view = new StubClient().WithOptions(new GatewayLogsCallOptions { TotalTimeout = TimeSpan.FromSeconds(2) });

        Assert.That(await SumCostsAsync(view), Is.EqualTo(0.75m));
    }

    [Test]
    public async Task Members_that_a_stub_does_not_override_throw_without_a_request() =>
        Assert.That((await Failure.OfFamilyAsync<Exception>(() => new StubClient().GetLogAsync("1"))).ToString(),
            Does.Contain("is a stub and does not override"));

    [Test]
    public void A_stub_returns_cursors_and_responses_like_the_client()
    {
        var log = new GatewayLog { Id = "1", Cursor = new GatewayLogCursor(GatewayLogOrderDirection.Ascending, DateTimeOffset.UnixEpoch, "1") };
        var response = new GatewayLogsResponse(200, new Dictionary<string, IEnumerable<string>> { ["cf-ray"] = ["8f2a6c1d9e4b7a30-AMS"] });
        var page = new GatewayLogPage([log], new GatewayLogPageInfo { TotalCount = 1 }, response);
        var detail = new GatewayLogDetail { Id = "1", HttpResponse = response };

        Assert.That(
            (page.Cursor!.ToString(), page.HttpResponse.RayId, detail.HttpResponse?.RayId),
            Is.EqualTo(("asc~1970-01-01T00:00:00.000Z~1", "8f2a6c1d9e4b7a30-AMS", "8f2a6c1d9e4b7a30-AMS")));
    }

    [TestCase]
    [TestCase("")]
    public void A_cursor_without_an_id_is_rejected(params string[] ids) =>
        Assert.That(() => new GatewayLogCursor(GatewayLogOrderDirection.Ascending, DateTimeOffset.UnixEpoch, ids), Throws.ArgumentException);

    private sealed class StubClient : GatewayLogsClient
    {
        public override IAsyncEnumerable<GatewayLog> ListAllLogsAsync(
            GatewayLogQuery? query = null, GatewayLogPagingOptions? paging = null, CancellationToken cancellationToken = default) =>
            new[] { new GatewayLog { Id = "1", Cost = 0.5m }, new GatewayLog { Id = "2", Cost = 0.25m } }.ToAsyncEnumerable();

        public override Task<GatewayLogBody> GetLogRequestAsync(string id, bool unwrap = true, CancellationToken cancellationToken = default) =>
            Task.FromResult(id == "kept"
                ? new GatewayLogBody("{}"u8.ToArray(), "application/json")
                : new GatewayLogBody(GatewayLogBodyState.Gone, new GatewayLogsResponse(404)));
    }
}
