using System.Collections.Concurrent;
using System.Globalization;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Many tasks share one client over unreliable connections.</summary>
[NonParallelizable]
public class ConcurrencyTests
{
    private const int Tasks = 64;

    private static readonly int s_calls = Proof.Size(10_000, otherwise: 3_000, quick: 1_000);

    private const int Logs = 2_000;

    /// <summary>All faults except those that end in a timeout, which would have to be long for this many tasks on a busy machine.</summary>
    private static readonly FaultRule[] s_faults = [.. Soak.Rules.Where(rule => rule.Kind is not (FaultKind.StallBeforeHeaders or FaultKind.StallMidBody))];

    [Test]
    public async Task Thousands_of_concurrent_calls_leave_no_exception_request_or_connection()
    {
        using var folder = new TemporaryFolder();
        await using var emulator = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = Logs, DatabasePath = folder.GetPath("logs.db"), Faults = s_faults });
        var ids = emulator.Ledger().Select(entry => entry.Id).ToList();
        using var meter = new ConnectionMeter(emulator.BaseAddress.Port);
        using var requests = new InFlight(Tasks);
        using var http = new HttpClient(requests) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new GatewayLogsClientOptions { MaxRetries = 10, RateLimit = null };
        Gateway.Configure(options, emulator);
        var client = new GatewayLogsClient(options, http);
        var unobserved = new ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs arguments) => unobserved.Enqueue(arguments.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        var (started, unknown) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            for (int call; (call = Interlocked.Increment(ref started)) <= s_calls;)
            {
                try
                {
                    await CallAsync(client, call, ids[call % ids.Count]);
                }
                catch (GatewayLogsDeleteOutcomeUnknownException)
                {
                    Interlocked.Increment(ref unknown);
                }
            }
        })));
        await CollectAsync();
        TaskScheduler.UnobservedTaskException -= Note;

        var faults = emulator.RequestCounts.Values.Sum(count => count.Faulted);
        await TestContext.Out.WriteLineAsync($"{s_calls} calls, {faults} faults, {unknown} deletions with an unknown outcome, {meter.Idle} connections wait");
        Assert.Multiple(() =>
        {
            Assert.That(unobserved, Is.Empty);
            Assert.That(meter.HasRecorded, Is.True);
            Assert.That((meter.Active, meter.Requests), Is.EqualTo((0, 0)), "active connections and requests after all calls have completed");
            Assert.That(meter.Idle, Is.InRange(1, Tasks));
            Assert.That(faults, Is.GreaterThan(s_calls / 20));
        });
    }

    private static async Task CallAsync(GatewayLogsClient client, int call, string id)
    {
        switch (call % 8)
        {
            case 0:
                await client.ListLogsAsync(new GatewayLogQuery { PerPage = 20, Page = 1 + (call % 50) });
                break;
            case 1:
                await client.GetLogAsync(id);
                break;
            case 2:
                await client.UpdateLogAsync(id, new GatewayLogUpdate { Score = call % 100 });
                break;
            case 3:
                await client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Id.EqualTo(call.ToString(CultureInfo.InvariantCulture))] });
                await client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Provider.EqualTo("openai"), LogFilter.Id.EqualTo(id)] });
                break;
            case 4:
                using (await client.GetLogResponseAsync(id))
                {
                    // A caller may dispose a body without reading it.
                }

                break;
            default:
                using (var bodies = await client.GetLogBodiesAsync(id))
                {
                    Assert.That(bodies.Request.State, Is.Not.EqualTo(GatewayLogBodyState.NotYetThere));
                }

                break;
        }
    }

    /// <summary>Runs the finalizers of unobserved tasks, which raise UnobservedTaskException.</summary>
    private static async Task CollectAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(100);
        }
    }
}
