using GatewayLogs.Calls;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Telemetry;

/// <summary>What is logged. The numbers are stable: people filter and alert by them.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Operation} succeeded with attempt {Attempts} after {Milliseconds} ms.")]
    public static partial void Succeeded(this ILogger logger, string operation, int attempts, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} failed with attempt {Attempts}: {Cause}, status {Status}. It is tried again in {Milliseconds} ms.")]
    public static partial void Retrying(this ILogger logger, string operation, int attempts, FailureCause cause, int? status, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Operation} failed after {Attempts} attempts: {Cause}, status {Status}, cf-ray {RayId}.")]
    public static partial void Failed(this ILogger logger, string operation, int attempts, FailureCause cause, int? status, string? rayId);

    [LoggerMessage(4, LogLevel.Error, "{Operation} may or may not have been executed: {Cause}, status {Status}, cf-ray {RayId}.")]
    public static partial void LeftUnknown(this ILogger logger, string operation, FailureCause cause, int? status, string? rayId);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} was cancelled by its caller during attempt {Attempts}.")]
    public static partial void Cancelled(this ILogger logger, string operation, int attempts);

    [LoggerMessage(6, LogLevel.Information, "{Operation} waits for its turn: as many requests were sent as the service allows for now.")]
    public static partial void Waiting(this ILogger logger, string operation);
}
