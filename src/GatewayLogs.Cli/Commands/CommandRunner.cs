using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Progress;
using GatewayLogs.Cli.Sources;

namespace GatewayLogs.Cli.Commands;

/// <summary>Runs the action of a command with a client, and reports failures in one line.</summary>
internal static class CommandRunner
{
    /// <summary>Longer than every message of this program; arguments and texts of the service can be longer.</summary>
    private const int MaxLineLength = 2_000;

    /// <summary>Sets the action of a command, and adds the connection options to it.</summary>
    public static void Runs(
        this Command command, ConnectionOptions connection, Func<ParseResult, GatewayLogsClient, CancellationToken, Task> action) =>
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            await action(result, session.Client, cancellationToken);
            return ExitCodes.Success;
        });

    /// <summary>Sets the action of a command that returns its own exit code, and adds the connection options to it.</summary>
    public static void RunsInSession(
        this Command command, ConnectionOptions connection, Func<ParseResult, Session, CancellationToken, Task<int>> action)
    {
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => GuardAsync(
            async () =>
            {
                await using var session = await Session.OpenAsync(connection, result, cancellationToken);
                return await RunAsync(session, () => action(result, session, cancellationToken));
            },
            cancellationToken));
    }

    /// <summary>Sets the action of a command that reads logs from the service or, with <c>--from</c>, from files.</summary>
    public static void RunsOnLogs(this Command command, ConnectionOptions connection, Func<ParseResult, ILogSource, CancellationToken, Task> action)
    {
        var from = new FromOption(connection);
        from.AddTo(command);
        command.SetAction((result, cancellationToken) => GuardAsync(
            async () =>
            {
                await using var logs = await from.OpenAsync(result, cancellationToken);
                return await RunAsync((logs as ServiceLogs)?.Session, async () =>
                {
                    await action(result, logs, cancellationToken);
                    await logs.WriteWarningsAsync();
                    return ExitCodes.Success;
                });
            },
            cancellationToken));
    }

    /// <summary>Runs an action in a session, which can name the source of credentials that the service rejects.</summary>
    private static async Task<int> RunAsync(Session? session, Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (GatewayLogsException exception) when (session is not null)
        {
            throw new CommandFailedException(session.Describe(exception), ServiceFailure.GetExitCode(exception));
        }
    }

    /// <summary>Runs an action, and converts the expected exceptions to an error line and an exit code.</summary>
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
            // The reader of the pipe, such as head, has exited; or a signal ended it together with this process.
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

    /// <summary>
    /// Returns the message of an exception without the names of the C# parameter and options, which users of the command line do not know.
    /// </summary>
    public static string WithoutParameter(ArgumentException exception) =>
        FlagNames.Apply(exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal));

    /// <summary>Writes an error line, and returns the exit code.</summary>
    public static async Task<int> FailAsync(string message, int exitCode)
    {
        await WarnAsync(message);
        return exitCode;
    }

    /// <inheritdoc cref="Warn"/>
    public static Task WarnAsync(string message)
    {
        Warn(message);
        return Task.CompletedTask;
    }

    /// <summary>Writes one line of a readable length to standard error, or to the captured output.</summary>
    public static void Warn(string message)
    {
        if (CapturedOutput.Current is { } captured)
        {
            captured.AddMessage(GetLine(message));
        }
        else
        {
            using var paused = LiveLine.Pause();
            Console.Error.WriteLine($"gwlogs: {GetLine(message)}");
        }
    }

    /// <summary>Writes a line of this program to standard error unchanged.</summary>
    public static async Task WriteErrorAsync(string line)
    {
        using var paused = LiveLine.Pause();
        await Console.Error.WriteLineAsync(line);
    }

    private static string GetLine(string message)
    {
        var line = string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return TerminalText.Neutralize(TerminalText.Shorten(line, MaxLineLength));
    }
}
