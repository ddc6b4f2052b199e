using System.Diagnostics;

namespace GatewayLogs.Tests;

/// <summary>Requests, prefetching and termination of enumerations with MaxConcurrency.</summary>
public class ConcurrencyOptionTests
{
    private const long Day = 86_400_000;

    private const int Seed = 7;

    private static long[] Times(string kind, int count)
    {
        var random = new Random(Seed);
        Func<double, double> when = kind switch
        {
            "even" => share => share * 30 * Day,
            "daily" => share => (share * 30 * Day) + (Math.Sin(share * 60 * Math.PI) * 0.45 * Day / Math.PI),
            "growing" => share => Math.Sqrt(share) * 30 * Day,
            "one old and the rest today" => share => share < 1e-5 ? 0 : (364 + share) * Day,
            "all of them a year ago" => share => share * Day,
            "bursts of ten in a millisecond" => share => Math.Floor(share * count / 10) * 25_920,
            _ => throw new ArgumentException(kind),
        };
        var oldest = HastyTime.Now - (366 * Day);
        return [.. Enumerable.Range(0, count).Select(_ => oldest + (long)when(random.NextDouble())).Order()];
    }

    [TestCase("even", 1, GatewayLogOrderDirection.Ascending, 2_045)]
    [TestCase("even", 4, GatewayLogOrderDirection.Ascending, 2_100)]
    [TestCase("even", 8, GatewayLogOrderDirection.Ascending, 2_100)]
    [TestCase("even", 8, GatewayLogOrderDirection.Descending, 2_100)]
    [TestCase("daily", 4, GatewayLogOrderDirection.Ascending, 2_100)]
    [TestCase("growing", 4, GatewayLogOrderDirection.Ascending, 2_100)]
    [TestCase("growing", 8, GatewayLogOrderDirection.Descending, 2_100)]
    [TestCase("one old and the rest today", 4, GatewayLogOrderDirection.Ascending, 2_100)]
    [TestCase("all of them a year ago", 4, GatewayLogOrderDirection.Ascending, 2_100)]
    [TestCase("all of them a year ago", 4, GatewayLogOrderDirection.Descending, 2_100)]
    [TestCase("bursts of ten in a millisecond", 4, GatewayLogOrderDirection.Ascending, 2_400)]
    public async Task Enumerating_100000_logs_takes_few_more_requests_than_pages(
        string kind, int prefetch, GatewayLogOrderDirection direction, int most)
    {
        using var service = new QuietService(Times(kind, 100_000));
        var count = 0;
        string? last = null;

        await foreach (var log in service.Client().ListAllLogsAsync(
            new GatewayLogQuery { OrderByDirection = direction }, new GatewayLogPagingOptions { MaxConcurrency = prefetch }))
        {
            if (last is not null && Math.Sign(string.CompareOrdinal(log.Id, last)) != (direction == GatewayLogOrderDirection.Ascending ? 1 : -1))
            {
                Assert.Fail($"{log.Id} is returned after {last}");
            }

            (last, count) = (log.Id, count + 1);
        }

        await TestContext.Out.WriteLineAsync($"{service.Requests} requests, {service.MostInFlight} at once");
        Assert.That(count, Is.EqualTo(100_000));
        Assert.That(service.Requests, Is.LessThanOrEqualTo(most));
        Assert.That(service.MostInFlight, Is.LessThanOrEqualTo(prefetch));
    }

    [TestCase("even", 4, GatewayLogOrderDirection.Descending)]
    [TestCase("growing", 4, GatewayLogOrderDirection.Ascending)]
    [TestCase("one old and the rest today", 4, GatewayLogOrderDirection.Ascending)]
    [TestCase("even", 8, GatewayLogOrderDirection.Ascending)]
    public async Task MaxConcurrency_is_used_most_of_the_time_and_never_exceeded(string kind, int prefetch, GatewayLogOrderDirection direction)
    {
        using var service = new QuietService(Times(kind, 10_000)) { Latency = TimeSpan.FromMilliseconds(10) };

        var count = await service.Client()
            .ListAllLogsAsync(
                new GatewayLogQuery { OrderByDirection = direction }, new GatewayLogPagingOptions { MaxConcurrency = prefetch })
            .CountAsync();

        await TestContext.Out.WriteLineAsync($"{service.Requests} requests, {service.MeanInFlight:0.00} at once, {service.MostInFlight} at most");
        Assert.That((count, service.MostInFlight), Is.EqualTo((10_000, prefetch)));
        Assert.That(service.MeanInFlight, Is.GreaterThan(0.6 * prefetch));
        Assert.That(service.Requests, Is.LessThanOrEqualTo(235));
    }

    [Test]
    [Explicit("Waits in real time: 40 ms for each of 2,050 responses.")]
    public async Task Eight_requests_at_once_are_at_least_five_times_as_fast_as_one()
    {
        var seconds = new List<double>();
        foreach (var prefetch in new[] { 8, 1 })
        {
            using var service = new QuietService(Times("even", 100_000)) { Latency = TimeSpan.FromMilliseconds(40) };
            var watch = Stopwatch.StartNew();
            await foreach (var _ in service.Client().ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = prefetch }))
            {
            }

            seconds.Add(watch.Elapsed.TotalSeconds);
            await TestContext.Out.WriteLineAsync($"{prefetch}: {watch.Elapsed}, {service.Requests} requests");
        }

        Assert.That(seconds[1] / seconds[0], Is.GreaterThan(5));
    }

    [TestCase(1_000_000)]
    [Explicit("Takes a minute; its figures are listed in the README of the tests.")]
    public async Task A_million_logs_are_enumerated_in_constant_memory(int logs)
    {
        using var service = new QuietService(Times("even", logs)) { RowPadding = new string('x', 1_500) };
        var (taken, before, peak) = (0, GC.GetTotalMemory(forceFullCollection: true), 0L);
        await foreach (var _ in service.Client().ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = 8 }))
        {
            if (++taken % 20_000 == 0)
            {
                await SettledAsync(service);
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        await TestContext.Out.WriteLineAsync($"{taken} logs, {service.Requests} requests, {peak / 1024 / 1024} MiB at most");
        Assert.That(taken, Is.EqualTo(logs));
        Assert.That(peak, Is.LessThan(64L * 1024 * 1024));
    }

    [Test]
    public async Task Prefetching_stops_when_the_caller_stops_reading()
    {
        using var service = new QuietService(Times("even", 100_000));
        await using var logs = service.Client().ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = 4 }).GetAsyncEnumerator();
        await logs.MoveNextAsync();

        await SettledAsync(service);

        Assert.That(service.Requests, Is.InRange(2, 12));
    }

    [Test]
    public async Task The_rows_buffered_for_a_slow_caller_are_bounded()
    {
        using var service = new QuietService(Times("even", 100_000));
        var taken = 0;
        await foreach (var _ in service.Client().ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = 4 }))
        {
            if (++taken % 20_000 == 0)
            {
                await SettledAsync(service);
                Assert.That((service.Requests * 50) - taken, Is.LessThanOrEqualTo((4 * 2000) + (4 * 50) + 4000), $"after {taken}");
            }
        }
    }

    [Test]
    public async Task Leaving_the_loop_neither_waits_for_responses_nor_sends_requests()
    {
        using var service = new QuietService(Times("even", 100_000)) { Latency = TimeSpan.FromMilliseconds(1) };
        var taken = 0;
        await foreach (var _ in service.Client().ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = 8 }))
        {
            if (++taken == 500)
            {
                service.Latency = TimeSpan.FromMinutes(10);
                await Task.Delay(20);
                break;
            }
        }

        Assert.That(service.InFlight, Is.Zero);
    }

    [Test]
    public async Task Cancelling_ends_the_enumeration_at_once_with_the_callers_token()
    {
        using var service = new QuietService(Times("even", 10_000)) { Latency = TimeSpan.FromMilliseconds(1) };
        using var source = new CancellationTokenSource();

        var exception = await Failure.OfAsync<TaskCanceledException>(async () =>
        {
            var taken = 0;
            await foreach (var _ in service.Client().ListAllLogsAsync(cancellationToken: source.Token))
            {
                if (++taken == 100)
                {
                    service.Latency = TimeSpan.FromMinutes(10);
                    source.CancelAfter(20);
                }
            }
        });

        Assert.That(exception.CancellationToken, Is.EqualTo(source.Token));
        Assert.That(service.InFlight, Is.Zero);
    }

    [Test]
    public async Task With_MaxConcurrency_1_no_page_is_requested_ahead()
    {
        using var service = new QuietService(Times("even", 1_000));
        await using var logs = service.Client().ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = 1 }).GetAsyncEnumerator();

        for (var i = 0; i < 50; i++)
        {
            await logs.MoveNextAsync();
        }

        Assert.That(service.Requests, Is.EqualTo(1));
    }

    /// <summary>Waits until the enumeration sends no more requests.</summary>
    private static async Task SettledAsync(QuietService service)
    {
        for (var seen = -1; seen != service.Requests;)
        {
            seen = service.Requests;
            await Task.Delay(50);
        }
    }
}
