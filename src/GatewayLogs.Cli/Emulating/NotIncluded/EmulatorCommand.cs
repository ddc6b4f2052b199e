using System.CommandLine;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary><c>gwlogs emulator</c> in a build without one: says where it is to be had, whatever else it is told.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var command = new Command("emulator", "Runs an emulator of the API. This native build holds none: use the one for .NET.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((_, _) => CommandRunner.FailAsync(EmbeddedEmulator.Absence, ExitCodes.Usage));
        return command;
    }
}
