namespace GatewayLogs;

/// <summary>How far a deletion in rounds has come: what was asked for, and what was seen to happen.</summary>
/// <remarks>The service answers before it deletes and gives no count back, so the two are told apart.</remarks>
public sealed record GatewayLogDeleteReport
{
    /// <summary>How many requests to delete were sent. Default: 0.</summary>
    public int Rounds { get; init; }

    /// <summary>How many logs those requests were for, by the count of matching logs just before each. Default: 0.</summary>
    public long Requested { get; init; }

    /// <summary>How many logs were seen to be gone. Default: 0. Those that others delete meanwhile are among them.</summary>
    public long Observed { get; init; }

    /// <summary>How many matching logs the service counted last; null when it does not say. Default: null.</summary>
    public long? Remaining { get; init; }

    /// <summary>
    /// Whether no matching log from before the deletion began is left. Default: false. When it is false at the end, the service had not
    /// deleted what it was asked to within five minutes: it may still do so, and repeating the deletion does no harm.
    /// </summary>
    public bool IsComplete { get; init; }
}
