using Microsoft.Extensions.Logging;

namespace GatewayLogs.Telemetry;

/// <summary>What is logged. The event ids are stable, for filters and alerts.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Operation} succeeded with attempt {Attempts} after {Milliseconds} ms.")]
    public static partial void Succeeded(this ILogger logger, string operation, int attempts, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} failed with attempt {Attempts}: {Kind}, status {Status}. It is retried in {Milliseconds} ms.")]
    public static partial void Retrying(this ILogger logger, string operation, int attempts, FailureKind kind, int? status, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Operation} failed after {Attempts} attempts: {Kind}, status {Status}, cf-ray {RayId}. Not retried: {StopReason}.")]
    public static partial void Failed(this ILogger logger, string operation, int attempts, FailureKind kind, int? status, string? rayId, RetryStopReason? stopReason);

    [LoggerMessage(4, LogLevel.Error, "{Operation} may or may not have been executed: {Kind}, status {Status}, cf-ray {RayId}. Not retried: {StopReason}.")]
    public static partial void LeftUnknown(this ILogger logger, string operation, FailureKind kind, int? status, string? rayId, RetryStopReason? stopReason);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} was cancelled by its caller during attempt {Attempts}.")]
    public static partial void Cancelled(this ILogger logger, string operation, int attempts);

    [LoggerMessage(6, LogLevel.Information, "{Operation} waits for a permit: as many requests were sent as the service allows for now.")]
    public static partial void Waiting(this ILogger logger, string operation);
}
