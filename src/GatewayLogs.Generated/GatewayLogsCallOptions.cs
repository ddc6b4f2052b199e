namespace GatewayLogs;

/// <summary>What is different for some calls; see <see cref="GatewayLogsClient.WithOptions"/>. What stays null stays as the client has it.</summary>
public sealed record GatewayLogsCallOptions
{
    /// <summary>Overrides <see cref="GatewayLogsClientOptions.TotalTimeout"/>. Default: null.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Overrides <see cref="GatewayLogsClientOptions.HeadersTimeout"/>. Default: null.</summary>
    public TimeSpan? HeadersTimeout { get; init; }

    /// <summary>Overrides <see cref="GatewayLogsClientOptions.BodyInactivityTimeout"/>. Default: null.</summary>
    public TimeSpan? BodyInactivityTimeout { get; init; }

    /// <summary>Overrides <see cref="GatewayLogsClientOptions.MaxRetries"/>. Default: null.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Overrides <see cref="GatewayLogsClientOptions.RateLimiting"/>. Default: null.</summary>
    public bool? RateLimiting { get; init; }

    internal GatewayLogsClientOptions ApplyTo(GatewayLogsClientOptions options)
    {
        var copy = options.Validated();
        copy.TotalTimeout = TotalTimeout ?? copy.TotalTimeout;
        copy.HeadersTimeout = HeadersTimeout ?? copy.HeadersTimeout;
        copy.BodyInactivityTimeout = BodyInactivityTimeout ?? copy.BodyInactivityTimeout;
        copy.MaxRetries = MaxRetries ?? copy.MaxRetries;
        copy.RateLimiting = RateLimiting ?? copy.RateLimiting;
        return copy.Validated();
    }
}
