namespace GatewayLogs;

/// <summary>What every part of <see cref="GatewayLogsClient"/> knows: the options it was built with.</summary>
public abstract class GatewayLogsClientBase
{
    private protected GatewayLogsClientBase(GatewayLogsClientOptions configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Options = configuration.Validated();
    }

    /// <summary>A copy of the caller's options, so that nothing the caller changes later reaches a client in use.</summary>
    private protected GatewayLogsClientOptions Options { get; set; }
}
