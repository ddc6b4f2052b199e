using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

/// <summary>A clock that a test advances: hours pass while the test awaits a call.</summary>
internal sealed class VirtualTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    /// <summary>How many checks in a row must find no activity.</summary>
    private const int QuietChecks = 5;

    /// <summary>How many checks that were late are repeated: on a busy machine, a thread can have work and not run for some milliseconds.</summary>
    private const int MaxLateChecks = 5;

    private static readonly TimeSpan s_late = TimeSpan.FromMilliseconds(10);

    /// <summary>The limit of checks, for a test that blocks a thread while it waits.</summary>
    private const int MaxChecks = 2_000;

    private readonly FlowActivity _activity = FlowActivity.Current();

    private int _fired;
    private int _events;

    /// <summary>Gets or sets whether work is in progress outside of timers and threads, such as a request on a real connection. Default: never.</summary>
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

    /// <summary>Advances the clock until a call has completed.</summary>
    public async Task<T> RunAsync<T>(Task<T> call, double atMostSeconds = 3_600)
    {
        var end = Elapsed + TimeSpan.FromSeconds(atMostSeconds);
        await SettleAsync(call);
        while (!call.IsCompleted)
        {
            Assert.That(Elapsed, Is.LessThan(end), "the call has not completed");
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
    /// Waits until a call has completed or waits for the clock: no thread runs its code, none has started to, and
    /// no timer was set since the last check.
    /// </summary>
    private async Task SettleAsync(Task call)
    {
        // The checks run outside of the test's execution context, or each would count as activity.
        Task settling;
        using (ExecutionContext.SuppressFlow())
        {
            settling = Task.Run(() => PollAsync(call));
        }

        await settling;
    }

    private async Task PollAsync(Task call)
    {
        var (events, entries) = (_events, _activity.Entries);
        for (var (quiet, checks, late) = (0, 0, 0); quiet < QuietChecks && !call.IsCompleted; quiet++)
        {
            var started = Stopwatch.GetTimestamp();
            await Task.Delay(1);

            // The queue of the thread pool is first in, first out: work that was queued before has started when this continues.
            await Task.Yield();
            var isLate = Stopwatch.GetElapsedTime(started) > s_late && late++ < MaxLateChecks;
            var isActive = isLate || events != _events || entries != _activity.Entries || _activity.Running > 0;
            if ((isActive && checks++ < MaxChecks) || IsBusy())
            {
                (events, entries, quiet) = (_events, _activity.Entries, 0);
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
