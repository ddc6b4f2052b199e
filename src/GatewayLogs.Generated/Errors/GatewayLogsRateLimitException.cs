using System.Globalization;

namespace GatewayLogs;

/// <summary>The service accepts no more requests for now, and the call could not wait until it does.</summary>
/// <remarks>A call waits by itself when its retries and its TotalTimeout allow for it. Wait for <see cref="GatewayLogsException.RetryAfter"/> and try again.</remarks>
public class GatewayLogsRateLimitException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsRateLimitException() => IsTransient = true;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public GatewayLogsRateLimitException(string message)
        : base(message) => IsTransient = true;

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsRateLimitException(string message, Exception? innerException)
        : base(message, innerException) => IsTransient = true;

    /// <summary>Creates the exception that an answer stands for.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="response">The answer.</param>
    /// <param name="errors">The reasons that the service gives.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsRateLimitException(
        string message, GatewayLogsResponse response, IReadOnlyList<GatewayLogsError>? errors = null, Exception? innerException = null)
        : base(message, response, errors, innerException) => IsTransient = true;

    private GatewayLogsRateLimitException(string message, TimeSpan wait)
        : base(message) => (RetryAfter, Kind, StopReason) = (wait, FailureKind.NotSent, RetryStopReason.BeyondDeadline);

    /// <summary>How many requests a window allows; null when the service does not say.</summary>
    public int? Limit => HttpResponse?.RateLimit?.Limit;

    /// <summary>How many requests are left; null when the service does not say.</summary>
    public int? Remaining => HttpResponse?.RateLimit?.Remaining;

    /// <summary>The rate limiter of this process has no permit in time.</summary>
    internal static GatewayLogsRateLimitException OfPermit(TimeSpan wait, TimeSpan timeout) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The request was not sent: the rate limiter allows the next one in {wait.TotalSeconds:0.#} s, and the call has {timeout.TotalSeconds:0.###} s in all (TotalTimeout). Try again after RetryAfter, or allow more time."),
        wait);
}
