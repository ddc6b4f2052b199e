namespace GatewayLogs;

/// <summary>The exception for a call that exceeded a timeout.</summary>
/// <remarks>
/// Cancellation by the caller is not a timeout: it throws an <see cref="OperationCanceledException"/> with the caller's token.
/// </remarks>
public class GatewayLogsTimeoutException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsTimeoutException() => Kind = FailureKind.TimedOut;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayLogsTimeoutException(string message)
        : base(message) => Kind = FailureKind.TimedOut;

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsTimeoutException(string message, Exception? innerException)
        : base(message, innerException) => Kind = FailureKind.TimedOut;

    private GatewayLogsTimeoutException(string message, GatewayLogsResponse? response, Exception? innerException)
        : base(FailureMessage.WithRayId(message, response), response, null, innerException) => Kind = FailureKind.TimedOut;

    /// <summary>Gets the timeout that was exceeded; null if it is a timeout of the <see cref="HttpClient"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Creates the exception for response headers that did not arrive in time.</summary>
    internal static GatewayLogsTimeoutException ForHeaders(TimeSpan timeout, Exception innerException) => new(
        $"No response arrived within {Seconds(timeout)} (HeadersTimeout). Try again, or increase HeadersTimeout.", null, innerException)
    {
        Timeout = timeout,
    };

    /// <summary>Creates the exception for a response body that stalled or arrived too slowly.</summary>
    internal static GatewayLogsTimeoutException ForBody(TimeSpan timeout, GatewayLogsResponse response) => new(
        $"The response body stalled or arrived too slowly for {Seconds(timeout)} (BodyInactivityTimeout). "
        + "Try again, or increase BodyInactivityTimeout.", response, null)
    {
        Timeout = timeout,
    };

    /// <summary>Creates the exception for a call that exceeded its total timeout.</summary>
    internal static GatewayLogsTimeoutException ForCall(TimeSpan timeout, FailureKind kind, Exception innerException) => new(
        $"The call took longer than {Seconds(timeout)} in total (TotalTimeout). Try again, or increase TotalTimeout.", null, innerException)
    {
        Timeout = timeout,
        Kind = kind,
        StopReason = RetryStopReason.BeyondDeadline,
    };

    /// <summary>Creates the exception for a connection that could not be made in time. The request was not sent.</summary>
    internal static GatewayLogsTimeoutException ForConnection(Exception innerException) => new(
        "No connection was made within the ConnectTimeout of the HttpClient's handler. "
        + "Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).",
        null,
        innerException)
    {
        Kind = FailureKind.NotSent,
    };

    /// <summary>Creates the exception for a timeout of the caller's <see cref="HttpClient"/> or of one of its handlers.</summary>
    internal static GatewayLogsTimeoutException ForHttpClient(Exception innerException) => new(
        "No response arrived within the timeout of the HttpClient or one of its handlers. "
        + "Try again, or pass an HttpClient with a longer timeout.",
        null,
        innerException);

    private static string Seconds(TimeSpan timeout) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0.###} s");
}
