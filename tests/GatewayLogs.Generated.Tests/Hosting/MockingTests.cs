namespace GatewayLogs.Tests;

/// <summary>How a program that uses the client tests itself without a service: derive, override, and give back what the test needs.</summary>
public class MockingTests
{
    /// <summary>The program under test: sums what a gateway cost.</summary>
    private static async Task<decimal> SumCostsAsync(GatewayLogsClient client)
    {
        var sum = 0m;
        await foreach (var log in client.ListAllLogsAsync())
        {
            sum += log.Cost ?? 0;
        }

        return sum;
    }

    /// <summary>The program under test: copies the body of a request, if there is one.</summary>
    private static async Task<byte[]?> CopyAsync(GatewayLogsClient client, string id)
    {
        using var body = await client.GetLogRequestAsync(id);
        return body.State == GatewayLogBodyState.Stored ? (await body.ReadAsBytesAsync()).ToArray() : null;
    }

    [Test]
    public async Task A_derived_client_gives_back_what_a_test_needs()
    {
        var client = new StubClient();

        Assert.That(
            (await SumCostsAsync(client), await CopyAsync(client, "kept"), await CopyAsync(client, "other")),
            Is.EqualTo((0.75m, "{}"u8.ToArray(), (byte[]?)null)));
    }

    private sealed class StubClient() : GatewayLogsClient(new GatewayLogsClientOptions { AccountId = "a", GatewayId = "g", ApiToken = "t" })
    {
        public override IAsyncEnumerable<GatewayLog> ListAllLogsAsync(
            GatewayLogQuery? query = null, GatewayLogWalkOptions? walk = null, CancellationToken cancellationToken = default) =>
            new[] { new GatewayLog { Id = "1", Cost = 0.5m }, new GatewayLog { Id = "2", Cost = 0.25m } }.ToAsyncEnumerable();

        public override Task<GatewayLogBody> GetLogRequestAsync(string id, bool unwrap = true, CancellationToken cancellationToken = default) =>
            Task.FromResult(id == "kept"
                ? new GatewayLogBody("{}"u8.ToArray(), "application/json")
                : new GatewayLogBody(GatewayLogBodyState.Gone, new GatewayLogsResponse(404)));
    }
}
