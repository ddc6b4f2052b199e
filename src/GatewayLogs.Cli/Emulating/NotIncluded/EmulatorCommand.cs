using System.CommandLine;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>Implements <c>gwlogs emulator</c> in the native build: reports, for any arguments, that the emulator is not included.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var command = new Command("emulator", "Runs an emulator of the API. Not included in the native build: use the build for .NET.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((_, _) => CommandRunner.FailAsync(EmbeddedEmulator.Absence, ExitCodes.Usage));
        return command;
    }
}
