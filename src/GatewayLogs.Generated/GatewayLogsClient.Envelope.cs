namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>A success:false is a failure, even in an answer with the status 200; and where a result or a log belongs, null is none.</summary>
    private static void RequireSuccess<T>(T envelope, GatewayLogsResponse answer)
    {
        switch (envelope)
        {
            case GatewayLogsEnvelope { Success: false }:
                throw GatewayLogsException.Refusal(new GatewayLogsResponse<T>((int)answer.StatusCode, answer.Headers, envelope));
            case ListGatewayLogsEnvelope { Result: null } or GetGatewayLogDetailEnvelope { Result: null }:
                throw Unreadable("has no result", answer);
            case ListGatewayLogsEnvelope { Result: { } logs } when logs.Contains(null!):
                throw Unreadable("has a log that is null", answer);
        }
    }
}
