namespace GatewayLogs;

/// <summary>How far a request came before it failed.</summary>
public enum FailureKind
{
    /// <summary>The service responded, and the status says what failed.</summary>
    HttpStatus,

    /// <summary>The request was not sent: there was no connection, no permit of the rate limiter or no token.</summary>
    NotSent,

    /// <summary>The request was not sent, because the certificate of the server is not trusted.</summary>
    CertificateRejected,

    /// <summary>The request may have been executed, but the response did not arrive, or not completely.</summary>
    ResponseLost,

    /// <summary>The request may have been executed, but the response did not arrive within a timeout.</summary>
    TimedOut,

    /// <summary>A successful response arrived completely, and its content is not what the operation returns.</summary>
    MalformedResponse,

    /// <summary>A response is larger than the limit, or cannot be returned as requested; a retry would return the same.</summary>
    NotRetriable,

    /// <summary>The request was not sent, because the token cannot be part of a header.</summary>
    InvalidToken,
}
