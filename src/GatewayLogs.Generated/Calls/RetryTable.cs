using System.Net;

namespace GatewayLogs.Calls;

/// <summary>Which failure of which operation is worth, and safe, to repeat.</summary>
internal static class RetryTable
{
    /// <summary>Whether an attempt that failed in this way may be followed by another.</summary>
    /// <param name="repeatability">What repeating would do.</param>
    /// <param name="cause">How far the attempt came.</param>
    /// <param name="status">The status of the answer; null when none arrived.</param>
    /// <param name="attempts">How many attempts there were, this one included.</param>
    public static bool MayRepeat(Repeatability repeatability, FailureCause cause, HttpStatusCode? status, int attempts) => cause switch
    {
        FailureCause.Answered when status == HttpStatusCode.Conflict => repeatability == Repeatability.Reads && attempts == 1,
        FailureCause.AnswerLost or FailureCause.TimedOut or FailureCause.Unreadable => !Deletes(repeatability),
        FailureCause.Answered when IsFailing(status) => repeatability != Repeatability.DeletesNext,
        _ => IsTransient(cause, status),
    };

    /// <summary>Whether an attempt that failed in this way may succeed later, leaving aside what it may have done already.</summary>
    public static bool IsTransient(FailureCause cause, HttpStatusCode? status) => cause switch
    {
        FailureCause.Answered => status == HttpStatusCode.TooManyRequests || IsFailing(status),
        FailureCause.NotTrusted or FailureCause.Unusable => false,
        _ => true,
    };

    /// <summary>Whether an attempt that failed in this way may have done its work.</summary>
    public static bool MayHaveBeenExecuted(FailureCause cause, HttpStatusCode? status) => cause switch
    {
        FailureCause.AnswerLost or FailureCause.TimedOut or FailureCause.Unreadable or FailureCause.Unusable => true,
        FailureCause.Answered => IsFailing(status),
        _ => false,
    };

    /// <summary>Whether a status says that the service, or the edge before it, failed for now. 501 says that it always will.</summary>
    private static bool IsFailing(HttpStatusCode? status) => (int?)status is 408 or 500 or 502 or 503 or 504 or (>= 520 and <= 527) or 530;

    private static bool Deletes(Repeatability repeatability) =>
        repeatability is Repeatability.DeletesNamed or Repeatability.DeletesNext;
}
