using System.Net;

namespace GatewayLogs.Cli.Commands;

/// <summary>What a failure of the service means for whoever runs a command.</summary>
internal static class ServiceFailure
{
    /// <summary>The message, and in words what the service objects to: here a person reads it, and nobody stores it.</summary>
    public static string Describe(GatewayLogsException exception)
    {
        var reasons = exception.Errors.Where(error => error.Message is not null).Select(error =>
            error.Path is { Count: > 0 } path ? $"{error.Message} ({string.Join('.', path)})" : error.Message);
        return string.Join(" The service says: ", [exception.Message, .. reasons.Take(3)]);
    }

    public static int GetExitCode(GatewayLogsException exception) => exception switch
    {
        GatewayLogsDeleteOutcomeUnknownException => ExitCodes.DeleteRefused,
        _ when IsOfNetwork(exception) => ExitCodes.Network,
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => ExitCodes.Authentication,
        { StatusCode: HttpStatusCode.NotFound } => ExitCodes.NotFound,
        { StatusCode: HttpStatusCode.TooManyRequests } => ExitCodes.RateLimited,
        _ => ExitCodes.Failure,
    };

    /// <summary>Whether no answer arrived, or not the whole of one.</summary>
    private static bool IsOfNetwork(GatewayLogsException exception) =>
        exception is { StatusCode: null } or { Kind: FailureKind.ResponseLost or FailureKind.TimedOut };
}
