namespace GatewayLogs.Pipeline;

/// <summary>What the requests of one client, or of one view of it, have in common. Change a copy with <c>with</c>, or a shared deadline is lost.</summary>
/// <param name="Options">The validated options.</param>
internal sealed record CallSettings(GatewayLogsClientOptions Options)
{
    /// <summary>Gets the deadline of the call that the requests are part of. Default: null, so that each request has one of its own.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>Gets whether the requests are some of many, which wait for permits however long it takes. Default: false.</summary>
    public bool WaitsForPermits { get; init; }

    /// <summary>Gets what executing a request twice does. Default: null, which decides by its method.</summary>
    public RetrySafety? RetrySafety { get; init; }

    /// <summary>Gets whether the logs of a list keep the JSON they were read from. Default: false.</summary>
    public bool IncludeRawJson { get; init; }

    /// <summary>Gets whether a stored body is returned as the service sends it, envelope included. Default: false.</summary>
    public bool KeepsEnvelope { get; init; }

    /// <summary>Gets whether a stored body is read to its end before it is returned. Default: false.</summary>
    public bool BuffersBody { get; init; }

    /// <summary>Gets whether a <see cref="SingleSendHandler"/> is the innermost handler of the HttpClient. Default: false.</summary>
    public bool HasSingleSendHandler { get; init; }
}
