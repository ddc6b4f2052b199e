using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>Base of <see cref="GatewayLogsClient"/>: holds the options it was created with.</summary>
public abstract class GatewayLogsClientBase
{
    private protected GatewayLogsClientBase(GatewayLogsClientOptions configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Settings = new CallSettings(configuration.Validated());
    }

    /// <summary>Gets a copy of the caller's options, so that later changes do not affect this client.</summary>
    private protected GatewayLogsClientOptions Options => Settings.Options;

    /// <summary>Gets the settings that apply to all requests of this view of the client.</summary>
    private protected CallSettings Settings { get; set; }
}
