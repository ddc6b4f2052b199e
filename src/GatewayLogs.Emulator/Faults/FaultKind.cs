namespace GatewayLogs.Emulator.Faults;

/// <summary>The ways an answer can go wrong.</summary>
public enum FaultKind
{
    /// <summary>A status of its own, with a body of its own.</summary>
    Status,

    /// <summary>The right answer, late.</summary>
    Delay,

    /// <summary>No byte of an answer, and a connection that stays open.</summary>
    StallBeforeHeaders,

    /// <summary>Headers, a half of the body, and a connection that stays open.</summary>
    StallMidBody,

    /// <summary>No byte of an answer, and a connection that is reset (TCP RST).</summary>
    Reset,

    /// <summary>No byte of an answer, and a connection that is closed (TCP FIN).</summary>
    Close,

    /// <summary>Headers, a half of the body, and a connection that is reset.</summary>
    HalfBodyThenReset,

    /// <summary>Headers, a half of the body, and a connection that is closed.</summary>
    HalfBodyThenClose,

    /// <summary>A half of the body under a length that says it is all: HTTP is in order, the JSON is not.</summary>
    TruncatedJson,

    /// <summary>Status 200 without a body.</summary>
    EmptyOk,

    /// <summary>Status 200 with a page of HTML.</summary>
    HtmlOk,

    /// <summary>A length that differs from the body's by <see cref="Fault.Bytes"/>, then a connection that is closed.</summary>
    WrongContentLength,

    /// <summary>A body that says it is gzip, with a byte turned over in its middle.</summary>
    BrokenGzip,

    /// <summary>The right answer as gzip, blown up with white space to <see cref="Fault.Bytes"/>.</summary>
    GzipBomb,

    /// <summary>A list's page that begins with the last rows of the page before it.</summary>
    DuplicateRows,
}
