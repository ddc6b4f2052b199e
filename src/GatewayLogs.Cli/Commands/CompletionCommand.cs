using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Completing;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs completion SHELL</c>: the script that teaches a shell to complete.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell." }.AcceptOnlyFromAmong([.. CompletionScript.Of.Keys]);
        var command = new Command("completion", "Prints a script that lets a shell complete commands and options. Load it where the shell starts, such as in ~/.bashrc.") { shell };
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            async () =>
            {
                await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(CompletionScript.Of[result.GetRequiredValue(shell)]), cancellationToken);
                return ExitCodes.Success;
            },
            cancellationToken));
        return command.WithExamples(
            "source <(gwlogs completion bash)", "gwlogs completion zsh > _gwlogs", "gwlogs completion fish > gwlogs.fish", "gwlogs completion powershell > gwlogs.ps1");
    }
}
