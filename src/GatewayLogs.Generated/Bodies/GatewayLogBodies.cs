namespace GatewayLogs;

/// <summary>A log with both of its stored bodies.</summary>
/// <param name="log">The log; null if it does not exist.</param>
/// <param name="request">The body of its request.</param>
/// <param name="response">The body of its response.</param>
public sealed class GatewayLogBodies(GatewayLogDetail? log, GatewayLogBody request, GatewayLogBody response) : IDisposable
{
    /// <summary>Gets the log; null if it does not exist.</summary>
    public GatewayLogDetail? Log { get; } = log;

    /// <summary>Gets the body of the request that the log records.</summary>
    public GatewayLogBody Request { get; } = request;

    /// <summary>Gets the body of the response that the log records.</summary>
    public GatewayLogBody Response { get; } = response;

    /// <summary>Returns the connections to the pool.</summary>
    public void Dispose()
    {
        Request.Dispose();
        Response.Dispose();
    }
}
