using System.CommandLine;
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

    /// <summary>The same for a command that knows more exit codes than success.</summary>
    public static void RunsInSession(
        this Command command, ConnectionOptions connection, Func<ParseResult, Session, CancellationToken, Task<int>> action)
    {
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => GuardAsync(
            async () =>
            {
                await using var session = await Session.OpenAsync(connection, result, cancellationToken);
                return await action(result, session, cancellationToken);
            },
            cancellationToken));
    }

    /// <summary>Turns every failure that a command can meet into a line and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (OutputClosedException)
        {
            // The reader of a pipe, such as head, has all it wanted; or a signal ended it together with this process.
            return cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Success;
        }
        catch (CommandFailedException exception)
        {
            return await FailAsync(exception.Message, exception.ExitCode);
        }
        catch (GatewayLogsException exception)
        {
            return await FailAsync(ServiceFailure.Describe(exception), ServiceFailure.GetExitCode(exception));
        }
        catch (ArgumentException exception)
        {
            return await FailAsync(WithoutParameter(exception), ExitCodes.Usage);
        }
        catch (FormatException exception)
        {
            return await FailAsync(exception.Message, ExitCodes.Usage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(exception.Message, ExitCodes.Failure);
        }
    }

    /// <summary>Returns the message of an exception without the name of a C# parameter, which no user of the command line has typed.</summary>
    public static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);

    /// <summary>Says in one line what went wrong.</summary>
    public static async Task<int> FailAsync(string message, int exitCode)
    {
        await WarnAsync(message);
        return exitCode;
    }

    /// <summary>Says something in one line, beside the output.</summary>
    public static Task WarnAsync(string message) =>
        Console.Error.WriteLineAsync($"gwlogs: {TerminalText.Neutralize(string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))}");
}
