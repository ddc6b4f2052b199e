using System.Net;

namespace GatewayLogs.Pipeline;

/// <summary>Defines which failures can be retried.</summary>
internal static class RetryTable
{
    /// <summary>Returns the reason why a failed attempt cannot be retried; null if it can.</summary>
    public static RetryStopReason? GetStopReason(RetrySafety safety, FailureKind kind, HttpStatusCode? status, int attempts) => kind switch
    {
        FailureKind.ResponseLost or FailureKind.TimedOut or FailureKind.MalformedResponse => NotIdempotentIf(Deletes(safety)),
        FailureKind.HttpStatus when status == HttpStatusCode.Conflict => safety == RetrySafety.Safe && attempts == 1 ? null : RetryStopReason.Final,
        FailureKind.HttpStatus when IsServerFailure(status) => NotIdempotentIf(safety == RetrySafety.NotIdempotent),
        _ => IsTransient(kind, status) ? null : RetryStopReason.Final,
    };

    /// <summary>Returns whether the same call may succeed later, regardless of whether it is safe to retry.</summary>
    public static bool IsTransient(FailureKind kind, HttpStatusCode? status) => kind switch
    {
        FailureKind.HttpStatus => status == HttpStatusCode.TooManyRequests || IsServerFailure(status),
        FailureKind.CertificateRejected or FailureKind.NotRetriable or FailureKind.InvalidToken => false,
        _ => true,
    };

    public static bool MayHaveBeenExecuted(FailureKind kind, HttpStatusCode? status) => kind switch
    {
        FailureKind.ResponseLost or FailureKind.TimedOut or FailureKind.MalformedResponse or FailureKind.NotRetriable => true,
        FailureKind.HttpStatus => IsServerFailure(status),
        _ => false,
    };

    /// <summary>Returns whether a status reports a temporary failure of the service or of Cloudflare's edge. 501 is permanent.</summary>
    private static bool IsServerFailure(HttpStatusCode? status) => (int?)status is 408 or 500 or 502 or 503 or 504 or (>= 520 and <= 527) or 530;

    private static bool Deletes(RetrySafety safety) => safety is RetrySafety.IdempotentDelete or RetrySafety.NotIdempotent;

    private static RetryStopReason? NotIdempotentIf(bool isUnsafe) => isUnsafe ? RetryStopReason.NotIdempotent : null;
}
