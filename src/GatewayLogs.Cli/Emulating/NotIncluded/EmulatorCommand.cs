using System.CommandLine;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>Implements <c>gwlogs emulator</c> in the native build: runs <c>gwlogs-emulator</c> with the same options.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var command = new Command("emulator", "Runs an emulator of the API until interrupted; gwlogs-emulator --help lists the options.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            async () =>
            {
                await using var emulator = EmulatorProgram.Start(result.UnmatchedTokens, redirectOutput: false);
                return await emulator.WaitAsync(cancellationToken);
            },
            cancellationToken));
        return command;
    }
}
