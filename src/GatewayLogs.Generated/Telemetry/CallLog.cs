using Microsoft.Extensions.Logging;

namespace GatewayLogs.Telemetry;

/// <summary>The log messages of the client. The event ids are stable, so that filters and alerts can refer to them.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Operation} succeeded on attempt {Attempts} after {Milliseconds} ms.")]
    public static partial void Succeeded(this ILogger logger, string operation, int attempts, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "Attempt {Attempts} of {Operation} failed: {Kind}, status {Status}. Retrying in {Milliseconds} ms.")]
    public static partial void Retrying(this ILogger logger, string operation, int attempts, FailureKind kind, int? status, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Operation} failed after {Attempts} attempts: {Kind}, status {Status}, cf-ray {RayId}. Not retried: {StopReason}.")]
    public static partial void Failed(
        this ILogger logger, string operation, int attempts, FailureKind kind, int? status, string? rayId, RetryStopReason? stopReason);

    [LoggerMessage(4, LogLevel.Error, "{Operation} may have been executed: {Kind}, status {Status}, cf-ray {RayId}. Not retried: {StopReason}.")]
    public static partial void OutcomeUnknown(this ILogger logger, string operation, FailureKind kind, int? status, string? rayId, RetryStopReason? stopReason);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} was cancelled by the caller during attempt {Attempts}.")]
    public static partial void Cancelled(this ILogger logger, string operation, int attempts);

    [LoggerMessage(7, LogLevel.Warning, "RateLimitFile {Path} cannot be used: {Reason} Requests of other processes are not counted.")]
    public static partial void RateLimitFileUnusable(this ILogger logger, string path, string reason);

    [LoggerMessage(6, LogLevel.Information, "{Operation} waits for a permit of the rate limiter, for about {Milliseconds} ms.")]
    public static partial void Waiting(this ILogger logger, string operation, double milliseconds);
}
