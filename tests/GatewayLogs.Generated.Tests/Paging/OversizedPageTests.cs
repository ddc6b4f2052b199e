using System.Net;

namespace GatewayLogs.Tests;

/// <summary>A page with more rows than were requested.</summary>
[NonParallelizable]
public class OversizedPageTests
{
    private const int Megabyte = 1024 * 1024;

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_page_of_30_MB_of_empty_objects_throws_and_allocates_less_than_200_MB(bool includesRawJson)
    {
        using var test = new TestClient(options => options.MaxRetries = 5);
        test.Respond(HttpStatusCode.OK, Page(30 * Megabyte), "application/json");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(
            () => test.Client.ListLogsAsync(new GatewayLogQuery { IncludeRawJson = includesRawJson }));

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        await TestContext.Out.WriteLineAsync($"{allocated / Megabyte} MB allocated");
        Assert.That(allocated, Is.LessThan(200L * Megabyte));
        Assert.That(exception.Message, Does.Contain("more logs than the requested page size of 20"));
        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(GatewayLogOrderBy.CreatedAt)]
    [TestCase(GatewayLogOrderBy.Model)]
    public async Task An_oversized_page_ends_an_enumeration(GatewayLogOrderBy order)
    {
        using var test = new TestClient(new HastyTime().SetOn);
        test.Respond(HttpStatusCode.OK, Page(Megabyte), "application/json");

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(async () =>
            await test.Client.ListAllLogsAsync(new GatewayLogQuery { OrderBy = order }).FirstOrDefaultAsync());

        Assert.That(exception.Message, Does.Contain("more logs than the requested page size of 50"));
        Assert.That(test.Requests, Has.Count.LessThanOrEqualTo(3));
    }

    private static byte[] Page(int length)
    {
        var rows = new byte[length / 3 * 3];
        for (var i = 0; i < rows.Length; i += 3)
        {
            "{},"u8.CopyTo(rows.AsSpan(i));
        }

        return [.. """{"success":true,"result":["""u8, .. rows, .. "{}]}"u8];
    }
}
