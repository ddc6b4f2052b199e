namespace GatewayLogs;

/// <summary>A call that took longer than one of the timeouts allows.</summary>
/// <remarks>A caller's cancellation is no timeout: it stays an <see cref="OperationCanceledException"/> with the caller's token.</remarks>
public class GatewayLogsTimeoutException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsTimeoutException() => Kind = FailureKind.TimedOut;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public GatewayLogsTimeoutException(string message)
        : base(message) => Kind = FailureKind.TimedOut;

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsTimeoutException(string message, Exception? innerException)
        : base(message, innerException) => Kind = FailureKind.TimedOut;

    private GatewayLogsTimeoutException(string message, GatewayLogsResponse? response, Exception? innerException)
        : base(message, response, null, innerException) => Kind = FailureKind.TimedOut;

    /// <summary>Gets how long was waited; null when a timeout of the <see cref="HttpClient"/> ended the waiting.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>No headers arrived.</summary>
    internal static GatewayLogsTimeoutException OfHeaders(TimeSpan timeout, Exception innerException) => Of(
        $"No answer arrived within {Seconds(timeout)} (HeadersTimeout). Try again, or allow more time.", timeout, null, innerException);

    /// <summary>A body stopped on its way.</summary>
    internal static GatewayLogsTimeoutException OfBody(TimeSpan timeout, GatewayLogsResponse response) => Of(
        $"The answer stopped for {Seconds(timeout)} before its end (BodyInactivityTimeout). Try again, or allow more time.", timeout, response, null);

    /// <summary>The call took too long in total.</summary>
    internal static GatewayLogsTimeoutException OfCall(TimeSpan timeout, FailureKind kind, Exception innerException) => new(
        $"The call took longer than {Seconds(timeout)} in all (TotalTimeout). Try again, or allow more time.", null, innerException)
    {
        Timeout = timeout,
        Kind = kind,
        StopReason = RetryStopReason.BeyondDeadline,
    };

    /// <summary>No connection was made, so nothing was sent.</summary>
    internal static GatewayLogsTimeoutException OfConnection(Exception innerException) => new(
        "No connection was made within the ConnectTimeout of the HttpClient's handler. Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).",
        null,
        innerException)
    {
        Kind = FailureKind.NotSent,
    };

    /// <summary>A timeout of the caller's <see cref="HttpClient"/>, or of one of its handlers, ended the attempt.</summary>
    internal static GatewayLogsTimeoutException OfHttpClient(Exception innerException) => new(
        "No answer arrived within the timeout of the HttpClient or of one of its handlers. Try again, or give the client an HttpClient with a longer one.", null, innerException);

    private static GatewayLogsTimeoutException Of(string message, TimeSpan timeout, GatewayLogsResponse? response, Exception? innerException) =>
        new(response is null ? message : FailureMessage.WithRayId(message, response), response, innerException) { Timeout = timeout };

    private static string Seconds(TimeSpan timeout) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0.###} s");
}
