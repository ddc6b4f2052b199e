using System.Diagnostics;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Enumerations over real connections with a slow service request several pages at once.</summary>
[NonParallelizable]
public class ConcurrencyAgainstEmulatorTests
{
    [TestCase(1)]
    [TestCase(8)]
    public async Task MaxConcurrency_requests_are_in_flight_at_once(int prefetch)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Logs = 4_000,
            Faults = [new FaultRule { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(10) }],
        });
        var options = new GatewayLogsClientOptions { RateLimit = null };
        Gateway.Configure(options, emulator);

        var (logs, requests, _) = await EnumerateAsync(options, prefetch);

        Assert.That((logs, requests.Most), Is.EqualTo((4_000, prefetch)));
        Assert.That(requests.Total, Is.LessThanOrEqualTo(110));
    }

    [TestCase(100_000)]
    [Explicit("Waits in real time: 40 ms for each of 2,050 sequential responses.")]
    public async Task Eight_requests_at_once_are_at_least_five_times_as_fast_as_one(int count)
    {
        using var folder = new TemporaryFolder();
        var (emulator, options) = await SeparateEmulator.StartAsync(
            folder.GetPath("logs.db"), count, "--faults", """{"kind":"delay","delay":"00:00:00.040"}""");
        using var running = emulator;
        await EnumerateAsync(options, 8, count / 10);

        var (many, requestsOfMany, ahead) = await EnumerateAsync(options, 8);
        var (few, requestsOfFew, alone) = await EnumerateAsync(options, 1);

        await TestContext.Out.WriteLineAsync(
            $"prefetch 8: {ahead}, {requestsOfMany.Total} requests; prefetch 1: {alone}, {requestsOfFew.Total} requests; {alone / ahead:0.00} times as fast");
        Assert.That((many, few), Is.EqualTo((count, count)));
        Assert.That(Math.Max(requestsOfMany.Total, requestsOfFew.Total), Is.LessThanOrEqualTo(2_100));
        Assert.That(alone / ahead, Is.GreaterThanOrEqualTo(5));
    }

    private static async Task<(int Logs, InFlight Requests, TimeSpan Elapsed)> EnumerateAsync(
        GatewayLogsClientOptions options, int prefetch, int most = int.MaxValue)
    {
        var requests = new InFlight();
        using var http = new HttpClient(requests);
        var watch = Stopwatch.StartNew();
        var logs = 0;
        await foreach (var _ in new GatewayLogsClient(options, http).ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = prefetch }))
        {
            if (++logs == most)
            {
                break;
            }
        }

        return (logs, requests, watch.Elapsed);
    }
}
