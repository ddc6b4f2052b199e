using System.Diagnostics;
using GatewayLogs.Telemetry;

namespace GatewayLogs.Calls;

/// <summary>One sending of a request, and the clock that runs while anything of its answer is waited for.</summary>
/// <remarks>The generated code hands nothing of ours from its caller to its hooks, so they find the attempt in the flow of execution.</remarks>
internal sealed class Attempt : IDisposable
{
    private static readonly AsyncLocal<Attempt?> s_current = new();

    private readonly CancellationTokenSource _linked;
    private readonly TimeSpan _headersTimeout;
    private readonly Activity? _span;

    private Attempt(Call call)
    {
        Call = call;
        _headersTimeout = call.Options.HeadersTimeout;
        Clock = new CancellationTokenSource(Timeout.InfiniteTimeSpan, call.Options.TimeProvider);
        _span = Spans.StartAttempt(call);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(call.Token, Clock.Token);
    }

    /// <summary>The attempt that the caller of a hook belongs to.</summary>
    public static Attempt Current => s_current.Value ?? throw new InvalidOperationException("A request is sent outside of the pipeline.");

    public Call Call { get; }

    /// <summary>Runs until the headers of the answer are there, and then while a part of its body is waited for.</summary>
    public CancellationTokenSource Clock { get; }

    /// <summary>Ends the attempt.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the request may be on its way.</summary>
    public bool HasLeft { get; private set; }

    public bool HasTimedOut => Clock.IsCancellationRequested;

    /// <summary>Begins an attempt; hooks that the caller runs from here on find it.</summary>
    public static Attempt Begin(Call call)
    {
        var attempt = new Attempt(call);
        s_current.Value = attempt;
        return attempt;
    }

    /// <summary>Says that the request is about to leave.</summary>
    public void Leave()
    {
        HasLeft = true;
        Clock.CancelAfter(_headersTimeout);
    }

    /// <summary>Says that the headers of the answer arrived.</summary>
    public void Arrive(GatewayLogsResponse answer)
    {
        Clock.CancelAfter(Timeout.InfiniteTimeSpan);
        Call.Pacer?.Correct(answer);
        _span?.SetTag("http.response.status_code", (int)answer.StatusCode);
    }

    /// <summary>Says that the attempt failed.</summary>
    public void Fail(GatewayLogsException failure)
    {
        if (HasLeft)
        {
            Call.Record(failure);
        }

        Spans.Fail(_span, failure);
    }

    public void Dispose()
    {
        s_current.Value = null;
        _span?.Dispose();
        _linked.Dispose();
        Clock.Dispose();
    }
}
