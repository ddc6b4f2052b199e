namespace GatewayLogs.Calls;

/// <summary>How far a call came before it failed: what a repetition could repeat.</summary>
internal enum FailureCause
{
    /// <summary>The service answered, and its status says the rest.</summary>
    Answered,

    /// <summary>No connection was made, so the service knows nothing of the request.</summary>
    NotSent,

    /// <summary>No connection was made, because the other side could not prove who it is.</summary>
    NotTrusted,

    /// <summary>The request may have arrived; its answer did not, or not whole.</summary>
    AnswerLost,

    /// <summary>The same, because it took too long.</summary>
    TimedOut,

    /// <summary>An answer of the status 200 arrived whole and is not what was expected.</summary>
    Unreadable,

    /// <summary>An answer is larger than the limit, or cannot be given as it was asked for, and would be the same again.</summary>
    Unusable,
}
