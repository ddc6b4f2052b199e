using GatewayLogs.Pacing;
using GatewayLogs.Telemetry;

namespace GatewayLogs.Calls;

/// <summary>One call of an operation, from its first attempt to its last.</summary>
internal sealed class Call : IDisposable
{
    private readonly RetryBudget _budget;
    private readonly CancellationTokenSource _linked;

    public Call(Operation operation, GatewayLogsClientOptions options, RetryBudget budget, Pacer? pacer, CancellationToken cancellationToken)
    {
        Operation = operation;
        Options = options;
        _budget = budget;
        Pacer = pacer;
        CancellationToken = cancellationToken;
        Deadline = new Deadline(options.TotalTimeout, options.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Deadline.Token);
    }

    public Operation Operation { get; }

    public GatewayLogsClientOptions Options { get; }

    /// <summary>What lets attempts through; null when they need not wait.</summary>
    public Pacer? Pacer { get; }

    /// <summary>The caller's token.</summary>
    public CancellationToken CancellationToken { get; }

    public Deadline Deadline { get; }

    /// <summary>Ends the call: the caller's token, or the deadline.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>How many attempts have begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether the failure of the first attempt was handed to what decides on a second.</summary>
    public bool HasContinued { get; set; }

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Whether this is a deletion of which an attempt may have done its work although it failed.</summary>
    public bool LeavesDeletionUnknown { get; private set; }

    /// <summary>Keeps in mind what a failed attempt may have done.</summary>
    public void Record(GatewayLogsException failure) =>
        LeavesDeletionUnknown |= Operation.Deletes && RetryTable.MayHaveBeenExecuted(failure.Cause, failure.StatusCode);

    /// <summary>Decides whether a failed attempt is followed by another, and when.</summary>
    public bool MayRepeat(GatewayLogsException failure)
    {
        if (Attempts > Options.MaxRetries || !RetryTable.MayRepeat(Operation.Repeatability, failure.Cause, failure.StatusCode, Attempts))
        {
            return false;
        }

        var hint = failure.RetryAfter is { Ticks: > 0 } wait ? wait : (TimeSpan?)null;
        if (hint > Backoff.LongestHint)
        {
            return false;
        }

#pragma warning disable CA5394 // The spreading of waits keeps no secret.
        var random = Random.Shared.NextDouble();
#pragma warning restore CA5394
        Delay = hint is { } asked ? Backoff.Obey(asked, random) : Backoff.Compute(Attempts - 1, random);
        Delay = hint is not null && Delay > Deadline.Remaining ? hint.Value : Delay;

        // Whoever waits beyond the deadline learns at the end that the time is over, and not what failed.
        return Delay < Deadline.Remaining && _budget.TrySpend(failure.Cause == FailureCause.TimedOut);
    }

    /// <summary>Waits until the next attempt may leave. The deadline stands still meanwhile.</summary>
    /// <param name="waiting">Called when it may not leave at once.</param>
    public async ValueTask<Pacer.Turn> WaitForTurnAsync(Action<Call> waiting)
    {
        Deadline.Pause();
        var since = Options.TimeProvider.GetTimestamp();
        var turn = Pacer!.WaitAsync(Token);
        if (!turn.IsCompleted)
        {
            waiting(this);
        }

        var result = await turn.ConfigureAwait(false);
        Meters.Waited(Operation, Options.TimeProvider.GetElapsedTime(since));
        Deadline.Resume();
        return result;
    }

    public void Succeed() => _budget.Refund();

    public void Dispose()
    {
        _linked.Dispose();
        Deadline.Dispose();
    }
}
