using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

/// <summary>A clock that a test moves: hours pass while it awaits a call.</summary>
internal sealed class VirtualTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    /// <summary>What a look itself may cost.</summary>
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(0.5);

    /// <summary>How often other work of this process may be taken for that of the call.</summary>
    private const int MostLooks = 1_000;

    private int _fired;
    private int _events;

    /// <summary>Whether something goes on that no timer tells of, such as a request on a real connection. Default: never.</summary>
    public Func<bool> IsBusy { get; set; } = () => false;

    public TimeSpan Elapsed => GetUtcNow() - Start;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new WatchedTimer(
        this,
        base.CreateTimer(
            argument =>
            {
                Interlocked.Increment(ref _fired);
                callback(argument);
            },
            state,
            dueTime,
            period));

    /// <summary>Moves the clock until a call is over.</summary>
    public async Task<T> RunAsync<T>(Task<T> call, double atMostSeconds = 3_600)
    {
        var end = Elapsed + TimeSpan.FromSeconds(atMostSeconds);
        await SettleAsync(call);
        while (!call.IsCompleted)
        {
            Assert.That(Elapsed, Is.LessThan(end), "the call is not over");
            var fired = _fired;
            Advance(s_step);
            if (fired != _fired)
            {
                await SettleAsync(call);
            }
        }

        return await call;
    }

    public Task RunAsync(Task call, double atMostSeconds = 3_600) => RunAsync(AsResultAsync(call), atMostSeconds);

    /// <summary>
    /// Lets a call go on until it is over, or has left its timers alone for a while and the processor too: then it waits for the clock. A
    /// call that is still being compiled, on a machine with much to do, only seems to wait.
    /// </summary>
    private async Task SettleAsync(Task call)
    {
        var (seen, used) = (_events, Environment.CpuUsage.TotalTime);
        for (var (quiet, looks) = (0, 0); quiet < 8 && !call.IsCompleted; quiet++)
        {
            await Task.Delay(1);
            var now = Environment.CpuUsage.TotalTime;
            var computes = now - used > s_idle && looks++ < MostLooks;
            used = now;
            if (seen != _events || computes || IsBusy())
            {
                (seen, quiet) = (_events, 0);
            }
        }
    }

    private static async Task<bool> AsResultAsync(Task call)
    {
        await call;
        return true;
    }

    private sealed class WatchedTimer(VirtualTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref time._events);
            return timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            Interlocked.Increment(ref time._events);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref time._events);
            return timer.DisposeAsync();
        }
    }
}
