namespace GatewayLogs;

/// <summary>Whether there is a stored body, and if not, why.</summary>
public enum GatewayLogBodyState
{
    /// <summary>There is one.</summary>
    Stored,

    /// <summary>There is a log without one: the gateway does not keep bodies, or this call had none.</summary>
    NotStored,

    /// <summary>The log is younger than two minutes, or tells the size of what is missing: it can still arrive. Ask again some seconds later.</summary>
    NotYetThere,

    /// <summary>There is no such log any more, or there never was one.</summary>
    Gone,
}
