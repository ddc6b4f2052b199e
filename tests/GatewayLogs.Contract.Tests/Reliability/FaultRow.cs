using System.Globalization;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>What a caller gets of a call whose first attempt meets a fault.</summary>
internal enum Outcome
{
    /// <summary>What was asked for.</summary>
    Recovered,

    /// <summary>An exception with the status, after one attempt.</summary>
    Refused,

    /// <summary>The exception that says how long the service wants to be left alone, at once.</summary>
    RateLimited,

    /// <summary>The exception that says that nobody knows whether the deletion was executed.</summary>
    LeftUnknown,

    /// <summary>Data that are not what was asked for, or another exception.</summary>
    Wrong,
}

/// <summary>One way in which the first attempt fails, and what becomes of the call.</summary>
internal sealed record FaultRow(string Name, Func<FaultRule> Rule, Outcome OfReads, Outcome OfPatch, Outcome OfDelete)
{
    /// <summary>The rows that were measured with other clients.</summary>
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        // An answer that says that something broke says nothing about when: here it broke after the work was done.
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
    ];

    private static FaultRow Same(string name, Func<FaultRule> rule, Outcome outcome) => new(name, rule, outcome, outcome, outcome);

    private static FaultRow Lost(string name, FaultKind kind) => Lost(name, () => new FaultRule { Kind = kind });

    /// <summary>What may have been executed: harmless to repeat, unless it deletes.</summary>
    private static FaultRow Lost(string name, Func<FaultRule> rule) => new(name, rule, Outcome.Recovered, Outcome.Recovered, Outcome.LeftUnknown);

    private static FaultRule Status(int status, string? retryAfter = null) => new()
    {
        Kind = FaultKind.Status,
        Status = status,
        Headers = retryAfter is null ? new Dictionary<string, string>() : new() { ["retry-after"] = retryAfter },
    };
}
