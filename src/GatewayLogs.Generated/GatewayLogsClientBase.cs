using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>What every part of <see cref="GatewayLogsClient"/> shares: the options it was built with.</summary>
public abstract class GatewayLogsClientBase
{
    private protected GatewayLogsClientBase(GatewayLogsClientOptions configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Settings = new CallSettings(configuration.Validated());
    }

    /// <summary>Gets a copy of the caller's options, so that later changes do not affect a client in use.</summary>
    private protected GatewayLogsClientOptions Options => Settings.Options;

    /// <summary>Gets what the requests of this view of the client have in common.</summary>
    private protected CallSettings Settings { get; set; }

    /// <summary>Returns a shallow copy of the client whose requests have other settings.</summary>
    private protected GatewayLogsClientBase CreateView(CallSettings settings)
    {
        var view = (GatewayLogsClientBase)MemberwiseClone();
        view.Settings = settings;
        return view;
    }
}
