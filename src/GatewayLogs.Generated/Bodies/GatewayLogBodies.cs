namespace GatewayLogs;

/// <summary>A log with both of its stored bodies.</summary>
/// <param name="log">The log; null when there is none.</param>
/// <param name="request">The body of its request.</param>
/// <param name="response">The body of its response.</param>
public sealed class GatewayLogBodies(GatewayLogDetail? log, GatewayLogBody request, GatewayLogBody response) : IDisposable
{
    /// <summary>The log; null when there is none.</summary>
    public GatewayLogDetail? Log { get; } = log;

    /// <summary>The body of the request that the log is about.</summary>
    public GatewayLogBody Request { get; } = request;

    /// <summary>The body of the response that the log is about.</summary>
    public GatewayLogBody Response { get; } = response;

    /// <summary>Gives the connections back.</summary>
    public void Dispose()
    {
        Request.Dispose();
        Response.Dispose();
    }
}
