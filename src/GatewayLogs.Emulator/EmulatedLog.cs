namespace GatewayLogs.Emulator;

/// <summary>A log as the gateway records it. Properties that are not set have the values of an ordinary, successful call.</summary>
public sealed record EmulatedLog
{
    /// <summary>Gets the id, which is opaque and unique within its gateway.</summary>
    public required string Id { get; init; }

    /// <summary>Gets when the call was made, in millisecond precision.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the log last changed. Default: <see cref="CreatedAt"/>.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Gets the provider. Default <c>openai</c>.</summary>
    public string Provider { get; init; } = "openai";

    /// <summary>Gets the model. Default <c>gpt-4o</c>.</summary>
    public string Model { get; init; } = "gpt-4o";

    /// <summary>Gets the kind of model. Default empty.</summary>
    public string ModelType { get; init; } = "";

    /// <summary>Gets the provider's path. Default <c>chat/completions</c>.</summary>
    public string Path { get; init; } = "chat/completions";

    /// <summary>Gets how long the call took, in milliseconds. Default 0.</summary>
    public long Duration { get; init; }

    /// <summary>Gets whether the call succeeded. Default true.</summary>
    public bool Success { get; init; } = true;

    /// <summary>Gets whether the response came from the gateway's cache. Default false.</summary>
    public bool Cached { get; init; }

    /// <summary>Gets the number of input tokens, or null if the provider did not report it. Default 0.</summary>
    public long? TokensIn { get; init; } = 0;

    /// <summary>Gets the number of output tokens, or null if the provider did not report it. Default 0.</summary>
    public long? TokensOut { get; init; } = 0;

    /// <summary>Gets the cost in US dollars as the text of a JSON number, which is returned digit for digit. Default <c>0</c>.</summary>
    public string? Cost { get; init; } = "0";

    /// <summary>Gets whether the caller set the cost. Default false.</summary>
    public bool CustomCost { get; init; }

    /// <summary>Gets the metadata as JSON text, which is returned unchanged; normally an object. Default null.</summary>
    public string? Metadata { get; init; }

    /// <summary>Gets the provider's HTTP status code. Default 200.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>Gets the step of a dynamic route. Default 0.</summary>
    public int Step { get; init; }

    /// <summary>Gets how the gateway was called. Default <c>provider</c>.</summary>
    public string RequestType { get; init; } = "provider";

    /// <summary>Gets the media type of the request. Default: that of <see cref="Request"/>, or empty.</summary>
    public string? RequestContentType { get; init; }

    /// <summary>Gets the media type of the response. Default: that of <see cref="Response"/>, or empty.</summary>
    public string? ResponseContentType { get; init; }

    /// <summary>Gets the caller's event id. Default empty.</summary>
    public string EventId { get; init; } = "";

    /// <summary>Gets the timings as JSON text. Default null.</summary>
    public string? Timings { get; init; }

    /// <summary>Gets where the call was served, as JSON text. Default null.</summary>
    public string? Location { get; init; }

    /// <summary>Gets the feedback, −1 to 1. Default null.</summary>
    public double? Feedback { get; init; }

    /// <summary>Gets the score, 0 to 100. Default null.</summary>
    public double? Score { get; init; }

    /// <summary>Gets whether the gateway required its own token. Default true.</summary>
    public bool Authentication { get; init; } = true;

    /// <summary>Gets whether Cloudflare paid the provider. Default false.</summary>
    public bool Wholesale { get; init; }

    /// <summary>Gets whether the OpenAI-compatible endpoint was used. A filter key; rows do not contain it. Default false.</summary>
    public bool CompatibilityMode { get; init; }

    /// <summary>Gets the caller's user agent. Default empty.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>Gets the usage reported by the provider, as JSON text. Default null.</summary>
    public string? UsageMetadata { get; init; }

    /// <summary>Gets the action taken by data loss prevention. Default empty.</summary>
    public string DlpAction { get; init; } = "";

    /// <summary>Gets the data loss prevention profiles that matched, as JSON text. Default null.</summary>
    public string? DlpProfiles { get; init; }

    /// <summary>Gets the request that was sent to the provider, or null if it was not stored. Default null.</summary>
    public EmulatedBody? Request { get; init; }

    /// <summary>Gets the response of the provider, or null if it was not stored. Default null.</summary>
    public EmulatedBody? Response { get; init; }
}
