using System.Globalization;

namespace GatewayLogs;

/// <summary>The exception for requests that exceed the rate limit, if the call cannot wait until more requests are allowed.</summary>
/// <remarks>
/// Calls wait automatically as far as MaxRetries and TotalTimeout allow. Wait for <see cref="GatewayLogsException.RetryAfter"/> before you
/// try again.
/// </remarks>
public class GatewayLogsRateLimitException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsRateLimitException() => IsTransient = true;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayLogsRateLimitException(string message)
        : base(message) => IsTransient = true;

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsRateLimitException(string message, Exception? innerException)
        : base(message, innerException) => IsTransient = true;

    /// <summary>Creates an exception for a response.</summary>
    /// <param name="message">The message.</param>
    /// <param name="response">The status and headers of the response.</param>
    /// <param name="errors">The errors in the response.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsRateLimitException(
        string message, GatewayLogsResponse response, IReadOnlyList<GatewayLogsError>? errors = null, Exception? innerException = null)
        : base(message, response, errors, innerException) => IsTransient = true;

    private GatewayLogsRateLimitException(string message, TimeSpan wait)
        : base(message) => (RetryAfter, Kind, StopReason) = (wait, FailureKind.NotSent, RetryStopReason.BeyondDeadline);

    /// <summary>Gets the number of requests that the rate limit allows per window; null if the service does not return it.</summary>
    public int? Limit => HttpResponse?.RateLimit?.Limit;

    /// <summary>Gets the number of requests that remain in the window; null if the service does not return it.</summary>
    public int? Remaining => HttpResponse?.RateLimit?.Remaining;

    /// <summary>Creates the exception for a call whose client-side rate limiter has no permit before the timeout.</summary>
    internal static GatewayLogsRateLimitException ForPermit(TimeSpan wait, TimeSpan timeout) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The request was not sent: the rate limiter permits the next request in {wait.TotalSeconds:0.#} s, but TotalTimeout limits "
            + $"the call to {timeout.TotalSeconds:0.###} s. Try again after RetryAfter, or increase TotalTimeout."),
        wait);
}
