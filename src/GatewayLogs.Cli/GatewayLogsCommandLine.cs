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
        // Making the commands costs as much as all the rest of a start; who asks for the version needs none of them.
        var result = (args is ["--version"] ? CreateRoot() : Create()).Parse(args);
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
        var root = CreateRoot();
        Command[] commands =
        [
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
        ];
        foreach (var command in commands)
        {
            root.Add(command);
        }

        Examples.ShowInHelp(root);
        return root;
    }

    private static RootCommand CreateRoot() => new("Reads, annotates and deletes the logs of a Cloudflare AI Gateway.");
}
