namespace GatewayLogs.Pipeline;

/// <summary>
/// Settings of the requests of a client or a view of it. Change them with a <c>with</c> expression, so that a shared deadline is kept.
/// </summary>
internal sealed record CallSettings(GatewayLogsClientOptions Options)
{
    /// <summary>Gets the deadline that the requests share. Default: null, each request has its own.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>
    /// Gets whether requests wait for permits, and after status 429 for the time that the service requests, without a time limit, as part of
    /// a call that sends many. Default: false.
    /// </summary>
    public bool WaitsForPermits { get; init; }

    /// <summary>Gets whether a request can be executed twice. Default: null, derived from the HTTP method.</summary>
    public RetrySafety? RetrySafety { get; init; }

    /// <summary>Gets whether the logs of a list keep the JSON that they were parsed from. Default: false.</summary>
    public bool IncludeRawJson { get; init; }

    /// <summary>Gets whether a stored body is returned with its envelope. Default: false.</summary>
    public bool KeepsEnvelope { get; init; }

    /// <summary>Gets whether an HTML page or a failure envelope is never a stored body. Default: false, the log decides.</summary>
    public bool RejectsErrors { get; init; }

    /// <summary>Gets whether a stored body is read completely before it is returned. Default: false.</summary>
    public bool BuffersBody { get; init; }

    /// <summary>Gets whether a <see cref="SingleSendHandler"/> is the innermost handler of the HttpClient. Default: false.</summary>
    public bool HasSingleSendHandler { get; init; }
}
