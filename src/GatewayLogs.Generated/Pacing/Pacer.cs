using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace GatewayLogs.Pacing;

/// <summary>Lets requests through so that the service never has a reason to refuse one for their number.</summary>
/// <remarks>
/// The limiters of System.Threading.RateLimiting that know windows read the machine's stopwatch and take no <see cref="TimeProvider"/>. Its
/// <see cref="ConcurrencyLimiter"/> knows no time at all, and with it the queue, its order and its cancellation come for free: a sliding
/// window is a limiter of concurrency whose permits are given back a window later. What other processes use of the same quota, as the
/// service reports it, is taken out of it in the same way.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Shared by clients that nobody disposes; it holds memory alone.")]
internal sealed class Pacer
{
    /// <summary>A little below the 1,200 that Cloudflare allows: the rest is for requests that it counts and this process does not know of.</summary>
    public const int Permits = 1_180;

    /// <summary>The length of Cloudflare's window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    private readonly TimeProvider _time;
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Permits,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly PriorityQueue<RateLimitLease, long> _due = new();
    private readonly ITimer _timer;
    private int _underWay;

    public Pacer(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static pacer => ((Pacer)pacer!).ReturnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until a request may leave.</summary>
    /// <returns>Its turn, to be disposed when its answer has been taken note of or will never come.</returns>
    public async ValueTask<Turn> WaitAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _underWay);
        return new Turn(this, lease);
    }

    /// <summary>Takes back what the service says is not there.</summary>
    /// <param name="answer">An answer, by which the service counted one request of those under way.</param>
    public void Correct(GatewayLogsResponse answer)
    {
        if (answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
        {
            // The block is for everybody, however many requests were left by any count.
            HoldBack(int.MaxValue, answer.RetryAfter ?? TimeSpan.Zero);
        }
        else if (answer.RateLimit is { ResetAfter: { } reset } limit)
        {
            // Those under way are not counted yet, but for the one that this answers.
            var left = Math.Max(0, limit.Remaining - (Volatile.Read(ref _underWay) - 1));
            HoldBack((int)(_limiter.GetStatistics()!.CurrentAvailablePermits - left), reset);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The lease is disposed when it is due.")]
    private void HoldBack(int count, TimeSpan time)
    {
        time = time > Window ? Window : time;
        if (time <= TimeSpan.Zero)
        {
            return;
        }

        lock (_due)
        {
            count = (int)Math.Min(count, _limiter.GetStatistics()!.CurrentAvailablePermits);
            if (count > 0 && _limiter.AttemptAcquire(count) is { IsAcquired: true } lease)
            {
                Schedule(lease, time);
            }
        }
    }

    private void GiveBackLater(RateLimitLease lease)
    {
        Interlocked.Decrement(ref _underWay);
        lock (_due)
        {
            Schedule(lease, Window);
        }
    }

    private void Schedule(RateLimitLease lease, TimeSpan time)
    {
        _due.Enqueue(lease, _time.GetTimestamp() + (long)(time.TotalSeconds * _time.TimestampFrequency));
        Arm();
    }

    private void Arm()
    {
        if (_due.TryPeek(out _, out var due))
        {
            // Timers count whole milliseconds; one that came too early would only have to be set again.
            var wait = Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), due).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, wait)), Timeout.InfiniteTimeSpan);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Every lease is disposed, in the second loop.")]
    private void ReturnDue()
    {
        List<RateLimitLease> leases = [];
        lock (_due)
        {
            while (_due.TryPeek(out var lease, out var due) && due <= _time.GetTimestamp())
            {
                leases.Add(lease);
                _due.Dequeue();
            }

            Arm();
        }

        // Outside of the lock: what waits may go on within this call.
        foreach (var lease in leases)
        {
            lease.Dispose();
        }
    }

    /// <summary>The right to send one request.</summary>
    internal sealed class Turn(Pacer pacer, RateLimitLease lease) : IDisposable
    {
        /// <summary>The window of the service begins with the arrival of a request, which is before the answer at the latest.</summary>
        public void Dispose() => pacer.GiveBackLater(lease);
    }
}
