namespace GatewayLogs;

/// <summary>
/// Overrides client options for individual calls; see <see cref="GatewayLogsClient.WithOptions"/>. Properties that are null keep the
/// client's value.
/// </summary>
public sealed record GatewayLogsCallOptions
{
    /// <summary>Gets the override of <see cref="GatewayLogsClientOptions.TotalTimeout"/>. Default: null.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Gets the override of <see cref="GatewayLogsClientOptions.HeadersTimeout"/>. Default: null.</summary>
    public TimeSpan? HeadersTimeout { get; init; }

    /// <summary>Gets the override of <see cref="GatewayLogsClientOptions.BodyInactivityTimeout"/>. Default: null.</summary>
    public TimeSpan? BodyInactivityTimeout { get; init; }

    /// <summary>Gets the override of <see cref="GatewayLogsClientOptions.MaxRetries"/>. Default: null.</summary>
    public int? MaxRetries { get; init; }

    internal GatewayLogsClientOptions ApplyTo(GatewayLogsClientOptions options)
    {
        var copy = options.Validated();
        copy.TotalTimeout = TotalTimeout ?? copy.TotalTimeout;
        copy.HeadersTimeout = HeadersTimeout ?? copy.HeadersTimeout;
        copy.BodyInactivityTimeout = BodyInactivityTimeout ?? copy.BodyInactivityTimeout;
        copy.MaxRetries = MaxRetries ?? copy.MaxRetries;
        return copy.Validated();
    }
}
