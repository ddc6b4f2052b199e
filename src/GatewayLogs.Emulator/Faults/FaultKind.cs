namespace GatewayLogs.Emulator.Faults;

/// <summary>The kinds of faults.</summary>
public enum FaultKind
{
    /// <summary>A configurable status code and body instead of the response.</summary>
    Status,

    /// <summary>The correct response after a delay.</summary>
    Delay,

    /// <summary>No response; the connection stays open.</summary>
    StallBeforeHeaders,

    /// <summary>The headers and half of the body; the connection stays open.</summary>
    StallMidBody,

    /// <summary>No response; the connection is reset (TCP RST).</summary>
    Reset,

    /// <summary>No response; the connection is closed (TCP FIN).</summary>
    Close,

    /// <summary>The headers and half of the body; then the connection is reset.</summary>
    HalfBodyThenReset,

    /// <summary>The headers and half of the body; then the connection is closed.</summary>
    HalfBodyThenClose,

    /// <summary>Half of the body with a matching Content-Length: valid HTTP, but truncated JSON.</summary>
    TruncatedJson,

    /// <summary>Status 200 without a body.</summary>
    EmptyOk,

    /// <summary>Status 200 with an HTML page.</summary>
    HtmlOk,

    /// <summary>A Content-Length that differs from the body's length by <see cref="Fault.Bytes"/>; then the connection is closed.</summary>
    WrongContentLength,

    /// <summary>A gzip body with a corrupted byte in its middle.</summary>
    BrokenGzip,

    /// <summary>The correct response as gzip, padded with white space to <see cref="Fault.Bytes"/>.</summary>
    GzipBomb,

    /// <summary>A page of a list that begins with the last rows of the previous page.</summary>
    DuplicateRows,
}
