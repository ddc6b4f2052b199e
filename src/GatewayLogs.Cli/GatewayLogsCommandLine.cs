using System.CommandLine;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export;

namespace GatewayLogs.Cli;

/// <summary>The command <c>gwlogs</c>: parses, dispatches, and turns every failure into one line and an exit code.</summary>
internal static class GatewayLogsCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Create().Parse(args);
        if (result.Errors.Count > 0)
        {
            var command = result.CommandResult.Command is RootCommand ? "gwlogs" : $"gwlogs {result.CommandResult.Command.Name}";
            return await CommandRunner.FailAsync(
                $"{string.Join(' ', result.Errors.Select(error => error.Message))} Try: {command} --help", ExitCodes.Usage);
        }

        // Ctrl+C cancels the token that each command gets, so that it can end in order.
        return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>The command with all that are below it.</summary>
    public static RootCommand Create()
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("Reads, annotates and deletes the logs of a Cloudflare AI Gateway.")
        {
            ListCommand.Create(connection),
            GetCommand.Create(connection),
            BodyCommand.Create("request", "Writes the stored body of the request that a log is about, byte for byte.", connection),
            BodyCommand.Create("response", "Writes the stored body of the response that a log is about, byte for byte.", connection),
            ExportCommand.Create(connection),
            CountCommand.Create(connection),
            TailCommand.Create(connection),
            UpdateCommand.Create(connection),
            DeleteCommand.Create(connection),
            DoctorCommand.Create(connection),
            StatsCommand.Create(connection),
            CompletionCommand.Create(),
            EmulatorCommand.Create(),
        };
        Examples.ShowInHelp(root);
        return root;
    }
}
