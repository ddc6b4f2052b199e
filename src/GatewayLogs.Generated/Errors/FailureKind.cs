namespace GatewayLogs;

/// <summary>The stage at which a request failed.</summary>
public enum FailureKind
{
    /// <summary>The service returned a response whose status reports the failure.</summary>
    HttpStatus,

    /// <summary>
    /// The request was not sent: no connection could be made, the rate limiter had no permit in time, or the token provider failed.
    /// </summary>
    NotSent,

    /// <summary>The request was not sent: the server's certificate is not trusted.</summary>
    CertificateRejected,

    /// <summary>The request may have been executed, but the response did not arrive or is incomplete.</summary>
    ResponseLost,

    /// <summary>The request may have been executed, but the response did not arrive within a timeout.</summary>
    TimedOut,

    /// <summary>A successful response arrived completely, but its content is not valid for the operation.</summary>
    MalformedResponse,

    /// <summary>The response is larger than the limit or cannot be returned as requested. A retry would return the same response.</summary>
    NotRetriable,

    /// <summary>The request was not sent: the token contains characters that are not allowed in an HTTP header.</summary>
    InvalidToken,
}
