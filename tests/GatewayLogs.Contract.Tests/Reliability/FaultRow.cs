using System.Globalization;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>The expected result of a call whose first attempt fails.</summary>
internal enum Outcome
{
    /// <summary>The requested data.</summary>
    Recovered,

    /// <summary>An exception with the status, after one attempt.</summary>
    Refused,

    /// <summary>A rate limit exception with the delay that the service requests, without waiting.</summary>
    RateLimited,

    /// <summary>The exception that reports that the outcome of the deletion is unknown.</summary>
    LeftUnknown,

    /// <summary>The complete response, whatever it contains, after one attempt.</summary>
    Delivered,

    /// <summary>The requested data or change, after one attempt.</summary>
    AtOnce,

    /// <summary>An exception that names the rejected certificate, after one attempt and without a request.</summary>
    Untrusted,

    /// <summary>Incorrect data or another exception.</summary>
    Wrong,
}

/// <summary>A fault of the first attempt and the expected result of the call.</summary>
internal sealed record FaultRow(string Name, Func<FaultRule>? Rule, Outcome OfReads, Outcome OfPatch, Outcome OfDelete)
{
    /// <summary>Gets the network between the client and the service. Default: a direct connection.</summary>
    public Network Network { get; private init; }

    /// <summary>Gets whether only a timeout ends the first attempt. All other rows have long timeouts, which a busy machine does not reach.</summary>
    public bool Hangs => Rule?.Invoke().Kind is FaultKind.StallBeforeHeaders or FaultKind.StallMidBody;

    /// <summary>Gets the expected result of reading a stored body. Any complete response with status 200 can be one, except HTML.</summary>
    public Outcome OfBodies => Rule?.Invoke() is { Kind: FaultKind.TruncatedJson or FaultKind.EmptyOk } or { Status: NoContent } ? Outcome.Delivered : OfReads;

    /// <summary>The faults of the service, of which the first seventeen were also measured with other clients, and those of the network.</summary>
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        // An error status does not say when the service failed: here it fails after the request was executed.
        Lost("500", () => Status(500) with { Execute = true, Body = Gateway.Prompt, ContentType = "text/html" }),
        Same("501", () => Status(501), Outcome.Refused),
        Lost("503 + Retry-After 1", () => Status(503, "1")),
        Same("429 + Retry-After 1", () => Status(429, "1"), Outcome.Recovered),
        Same("429 + Retry-After HTTP-date", () => Status(429, DateTimeOffset.UtcNow.AddSeconds(2).ToString("r", CultureInfo.InvariantCulture)), Outcome.Recovered),
        Lost("408", () => Status(408) with { Execute = true }),
        new("409", () => Status(409), Outcome.Recovered, Outcome.Refused, Outcome.Refused),
        Lost("reset, no answer", FaultKind.Reset),
        Lost("close, no answer", FaultKind.Close),
        Lost("half body, reset", FaultKind.HalfBodyThenReset),
        Lost("half body, close", FaultKind.HalfBodyThenClose),
        Lost("half JSON, clean end", FaultKind.TruncatedJson),
        Lost("200 with HTML", FaultKind.HtmlOk),
        Same("200, empty", () => new FaultRule { Kind = FaultKind.EmptyOk }, Outcome.Recovered),
        Lost("hang before headers", FaultKind.StallBeforeHeaders),
        Lost("hang mid body", FaultKind.StallMidBody),
        Same("429 + Retry-After 120", () => Status(429, "120"), Outcome.RateLimited),
        new("503 + Retry-After 120", () => Status(503, "120") with { Execute = true }, Outcome.Refused, Outcome.Refused, Outcome.LeftUnknown),
        new("202", () => Status(202) with { Execute = true, Body = "" }, Outcome.Refused, Outcome.AtOnce, Outcome.AtOnce),
        new("204", () => Status(NoContent) with { Execute = true, Body = "" }, Outcome.Refused, Outcome.AtOnce, Outcome.AtOnce),
        On("a proxy in the environment", Network.Proxy, Outcome.AtOnce),
        On("an unreachable first address", Network.UnreachableFirstAddress, Outcome.AtOnce),
        On("an untrusted certificate", Network.UntrustedCertificate, Outcome.Untrusted),
    ];

    private const int NoContent = 204;

    private static FaultRow On(string name, Network network, Outcome outcome) => new(name, null, outcome, outcome, outcome) { Network = network };

    private static FaultRow Same(string name, Func<FaultRule> rule, Outcome outcome) => new(name, rule, outcome, outcome, outcome);

    private static FaultRow Lost(string name, FaultKind kind) => Lost(name, () => new FaultRule { Kind = kind });

    /// <summary>Faults after which the request may have been executed: retried, unless it is a deletion.</summary>
    private static FaultRow Lost(string name, Func<FaultRule> rule) => new(name, rule, Outcome.Recovered, Outcome.Recovered, Outcome.LeftUnknown);

    private static FaultRule Status(int status, string? retryAfter = null) => new()
    {
        Kind = FaultKind.Status,
        Status = status,
        Headers = retryAfter is null ? new Dictionary<string, string>() : new() { ["retry-after"] = retryAfter },
    };
}
