namespace GatewayLogs;

/// <summary>Whether a stored body is available, and the reason if it is not.</summary>
public enum GatewayLogBodyState
{
    /// <summary>The body is available.</summary>
    Stored,

    /// <summary>The log exists but has no body: the gateway did not store it or no longer has it, or the call had none.</summary>
    NotStored,

    /// <summary>The body is not available yet: the log is less than two minutes old. Retry in a few seconds.</summary>
    NotYetThere,

    /// <summary>The log does not exist, or no longer exists.</summary>
    Gone,
}
