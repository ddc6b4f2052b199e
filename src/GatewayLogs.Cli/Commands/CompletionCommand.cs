using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Completing;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs completion SHELL</c>, which prints a completion script.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell." }.AcceptOnlyFromAmong([.. CompletionScript.ByShell.Keys]);
        var command = new Command(
            "completion",
            "Prints a completion script for a shell. Load it in the shell's startup file, such as ~/.bashrc; for zsh, write it to a file _gwlogs " +
            "in a folder of fpath.")
        {
            shell,
        };
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            async () =>
            {
                await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(CompletionScript.ByShell[result.GetRequiredValue(shell)]), cancellationToken);
                return ExitCodes.Success;
            },
            cancellationToken));
        return command.WithExamples(
            "source <(gwlogs completion bash)", "gwlogs completion zsh > _gwlogs", "gwlogs completion fish > gwlogs.fish", "gwlogs completion powershell > gwlogs.ps1");
    }
}
