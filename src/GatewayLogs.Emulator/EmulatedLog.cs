namespace GatewayLogs.Emulator;

/// <summary>One log as the gateway would have recorded it. What is not set has the value of an ordinary, successful call.</summary>
public sealed record EmulatedLog
{
    /// <summary>The id; opaque, and unique in its gateway.</summary>
    public required string Id { get; init; }

    /// <summary>When the call was made; kept to the millisecond.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the log last changed. Default: <see cref="CreatedAt"/>.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The provider. Default <c>openai</c>.</summary>
    public string Provider { get; init; } = "openai";

    /// <summary>The model. Default <c>gpt-4o</c>.</summary>
    public string Model { get; init; } = "gpt-4o";

    /// <summary>The kind of model. Default empty.</summary>
    public string ModelType { get; init; } = "";

    /// <summary>The provider's path. Default <c>chat/completions</c>.</summary>
    public string Path { get; init; } = "chat/completions";

    /// <summary>How long the call took, in milliseconds. Default 0.</summary>
    public long Duration { get; init; }

    /// <summary>Whether the call succeeded. Default true.</summary>
    public bool Success { get; init; } = true;

    /// <summary>Whether the gateway's cache answered. Default false.</summary>
    public bool Cached { get; init; }

    /// <summary>Tokens read. Default 0; null when the provider did not say.</summary>
    public long? TokensIn { get; init; } = 0;

    /// <summary>Tokens written. Default 0; null when the provider did not say.</summary>
    public long? TokensOut { get; init; } = 0;

    /// <summary>The cost in US dollars as the text of a JSON number, which is answered digit for digit. Default <c>0</c>.</summary>
    public string? Cost { get; init; } = "0";

    /// <summary>Whether the caller set the cost. Default false.</summary>
    public bool CustomCost { get; init; }

    /// <summary>The metadata as JSON text, answered as it is: an object as a rule. Default null.</summary>
    public string? Metadata { get; init; }

    /// <summary>The provider's HTTP status. Default 200.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>The step of a dynamic route. Default 0.</summary>
    public int Step { get; init; }

    /// <summary>How the gateway was called. Default <c>provider</c>.</summary>
    public string RequestType { get; init; } = "provider";

    /// <summary>The media type of the request. Default: that of <see cref="Request"/>, or empty.</summary>
    public string? RequestContentType { get; init; }

    /// <summary>The media type of the response. Default: that of <see cref="Response"/>, or empty.</summary>
    public string? ResponseContentType { get; init; }

    /// <summary>The caller's event id. Default empty.</summary>
    public string EventId { get; init; } = "";

    /// <summary>Timings as JSON text. Default null.</summary>
    public string? Timings { get; init; }

    /// <summary>Where the call was served, as JSON text. Default null.</summary>
    public string? Location { get; init; }

    /// <summary>The feedback, −1 to 1. Default null.</summary>
    public double? Feedback { get; init; }

    /// <summary>The score, 0 to 100. Default null.</summary>
    public double? Score { get; init; }

    /// <summary>Whether the gateway asked for its own token. Default true.</summary>
    public bool Authentication { get; init; } = true;

    /// <summary>Whether Cloudflare paid the provider. Default false.</summary>
    public bool Wholesale { get; init; }

    /// <summary>Whether the OpenAI-compatible endpoint was used: a filter key that rows do not show. Default false.</summary>
    public bool CompatibilityMode { get; init; }

    /// <summary>The caller's user agent. Default empty.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>The provider's usage as JSON text. Default null.</summary>
    public string? UsageMetadata { get; init; }

    /// <summary>What data loss prevention did. Default empty.</summary>
    public string DlpAction { get; init; } = "";

    /// <summary>Which data loss prevention profiles matched, as JSON text. Default null.</summary>
    public string? DlpProfiles { get; init; }

    /// <summary>What was sent to the provider. Default null: not kept.</summary>
    public EmulatedBody? Request { get; init; }

    /// <summary>What the provider answered. Default null: not kept.</summary>
    public EmulatedBody? Response { get; init; }
}
