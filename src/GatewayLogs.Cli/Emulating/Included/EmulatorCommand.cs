using System.CommandLine;
using System.CommandLine.Invocation;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary><c>gwlogs emulator</c>: an emulator for other programs to talk to. Ctrl+C is its ordinary end.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var command = GatewayLogs.Emulator.EmulatorCommand.Configure(
            new Command("emulator", "Runs an emulator of the API, with made-up logs, until it is interrupted."));
        var action = (AsynchronousCommandLineAction)command.Action!;
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                return await action.InvokeAsync(result, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
            catch (IOException exception)
            {
                // The address and port cannot be listened on, or the file cannot be the database.
                return await CommandRunner.FailAsync(exception.Message, ExitCodes.Failure);
            }
        });
        return command.WithExamples("gwlogs emulator --port 0 --logs 1000", "gwlogs emulator --port 0 --quirks '{\"lateRows\":\"00:00:02\"}'");
    }
}
