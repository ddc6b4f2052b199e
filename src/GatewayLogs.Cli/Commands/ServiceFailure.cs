using System.Globalization;
using System.Net;
using GatewayLogs.Cli.Diagnosing;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Commands;

/// <summary>Maps failures of the service to messages and exit codes.</summary>
internal static class ServiceFailure
{
    private const int MaxReasonLength = 300;

    /// <summary>
    /// Returns the message of the exception and the first error messages of the service. The exception omits those because applications log
    /// it; a terminal may show them.
    /// </summary>
    public static string Describe(GatewayLogsException exception)
    {
        if (exception is GatewayLogsRateLimitException { Kind: FailureKind.NotSent, RetryAfter: { } wait })
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The request was not sent: gwlogs has used its requests of five minutes. Try again in {wait.TotalSeconds:0} s, or increase " +
                $"--timeout, or --rate-limit, at most to 1200.");
        }

        if (exception is GatewayLogsTimeoutException { StopReason: RetryStopReason.BeyondDeadline, Timeout: { } timeout })
        {
            return $"The call took longer than {Wait.Format(timeout)}. Try again, or increase --timeout. With -v, each request is shown.";
        }

        var reasons = exception.Errors.Where(error => error.Message is not null).Select(error => TerminalText.Shorten(
            error.Path is { Count: > 0 } path ? $"{error.Message} ({string.Join('.', path)})" : error.Message!, MaxReasonLength));
        var message = string.Join(" The service reported: ", [FlagNames.Apply(exception.Message), .. reasons.Take(3)]);
        if (exception.Errors.Any(error => error.Path?.Contains("filters") == true))
        {
            message += " Check the key and the value of --filter.";
        }

        return LogSystem.MayExplain(exception.StatusCode) ? $"{message} {LogSystem.Hint}" : message;
    }

    public static int GetExitCode(GatewayLogsException exception) => exception switch
    {
        GatewayLogsDeleteOutcomeUnknownException => ExitCodes.DeleteRefused,
        GatewayLogsRateLimitException => ExitCodes.RateLimited,
        _ when IsNetworkFailure(exception) => ExitCodes.Network,
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => ExitCodes.Authentication,
        { StatusCode: HttpStatusCode.NotFound } => ExitCodes.NotFound,
        _ => ExitCodes.Failure,
    };

    /// <summary>Returns whether no response arrived, or only part of one.</summary>
    private static bool IsNetworkFailure(GatewayLogsException exception) =>
        exception is { StatusCode: null } or { Kind: FailureKind.ResponseLost or FailureKind.TimedOut };
}
