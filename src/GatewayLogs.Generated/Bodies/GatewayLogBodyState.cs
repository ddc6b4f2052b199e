namespace GatewayLogs;

/// <summary>Whether a stored body is available, and the reason if it is not.</summary>
public enum GatewayLogBodyState
{
    /// <summary>The body is available.</summary>
    Stored,

    /// <summary>The log exists but has no body: the gateway does not store bodies, or the request had none.</summary>
    NotStored,

    /// <summary>
    /// The body is not available yet: the log is less than two minutes old, or reports a body size. Retry in a few seconds.
    /// </summary>
    NotYetThere,

    /// <summary>The log does not exist, or no longer exists.</summary>
    Gone,
}
