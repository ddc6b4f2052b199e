namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>A success:false is a failure, even in an answer with the status 200.</summary>
    private static void RequireSuccess<T>(T envelope, GatewayLogsResponse answer)
    {
        if (envelope is GatewayLogsEnvelope { Success: false } refusal)
        {
            throw GatewayLogsException.Refusal(answer, refusal.Errors);
        }
    }

    /// <summary>Takes the result out of its envelope; where one belongs, null is no result.</summary>
    private static TResult Unwrap<TResult>(TResult? result, GatewayLogsResponse answer)
        where TResult : class =>
        result ?? throw Unreadable("has no result", answer);
}
