using System.CommandLine;
using System.CommandLine.Invocation;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>Implements <c>gwlogs emulator</c>, an emulator for other programs. Ctrl+C ends it with exit code 0.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var command = GatewayLogs.Emulator.EmulatorCommand.Configure(
            new Command("emulator", "Runs an emulator of the API with generated logs until interrupted."));
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
                // The address or port cannot be bound, or the file cannot be used as a database.
                return await CommandRunner.FailAsync(exception.Message, ExitCodes.Failure);
            }
        });
        return command.WithExamples(
            "gwlogs emulator --port 0 --logs 1000 --traffic 2/s",
            "gwlogs emulator --port 0 --quirks '{\"lateRows\":\"00:00:02\"}'");
    }
}
