using System.CommandLine;
using System.Net;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Runs the body of a command with a client, and says in one line what went wrong.</summary>
internal static class CommandRunner
{
    /// <summary>Gives a command its action, and the options that say whom it talks to.</summary>
    public static void Runs(
        this Command command, ConnectionOptions connection, Func<ParseResult, GatewayLogsClient, CancellationToken, Task> action) =>
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            await action(result, session.Client, cancellationToken);
            return ExitCodes.Success;
        });

    /// <summary>The same for an action that needs to know whom it talks to, or that can end in several ways.</summary>
    public static void RunsInSession(
        this Command command, ConnectionOptions connection, Func<ParseResult, Session, CancellationToken, Task<int>> action)
    {
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                await using var session = await Session.OpenAsync(connection, result, cancellationToken);
                return await action(result, session, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
            catch (OutputClosedException)
            {
                // The reader of a pipe, such as head, has all it wanted.
                return ExitCodes.Success;
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException)
            {
                return await FailAsync(exception.Message, ExitCodes.Usage);
            }
            catch (GatewayLogsException exception)
            {
                return await FailAsync(Describe(exception), ExitCodeOf(exception));
            }
        });
    }

    /// <summary>Says in one line what went wrong.</summary>
    public static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync($"gwlogs: {TerminalText.NeutralizeLines(message)}");
        return exitCode;
    }

    /// <summary>The message, and in words what the service objects to: here a person reads it, and nobody stores it.</summary>
    private static string Describe(GatewayLogsException exception)
    {
        var reasons = exception.Errors.Where(error => error.Message is not null).Select(error =>
            error.Path is { Count: > 0 } path ? $"{error.Message} ({string.Join('.', path)})" : error.Message);
        return TerminalText.Neutralize(string.Join(" The service says: ", [exception.Message, .. reasons.Take(3)]));
    }

    private static int ExitCodeOf(GatewayLogsException exception) => exception.StatusCode switch
    {
        null => ExitCodes.Network,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCodes.Authentication,
        HttpStatusCode.NotFound => ExitCodes.NotFound,
        HttpStatusCode.TooManyRequests => ExitCodes.RateLimited,
        _ => ExitCodes.Failure,
    };
}
