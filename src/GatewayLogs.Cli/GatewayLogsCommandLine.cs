using System.CommandLine;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli;

/// <summary>The command <c>gwlogs</c>: parses, dispatches, and turns every failure into one line and an exit code.</summary>
internal static class GatewayLogsCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Create().Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync(TerminalText.Neutralize(error.Message));
            }

            var command = result.CommandResult.Command is RootCommand ? "gwlogs" : $"gwlogs {result.CommandResult.Command.Name}";
            await Console.Error.WriteLineAsync($"Try: {command} --help");
            return ExitCodes.Usage;
        }

        // Ctrl+C cancels the token that each command gets, so that it can end in order.
        return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Create()
    {
        var connection = new ConnectionOptions();
        return new RootCommand("Reads the logs of a Cloudflare AI Gateway.")
        {
            ListCommand.Create(connection),
            GetCommand.Create(connection),
            BodyCommand.Create("request", "Writes the stored body of the request that a log is about, byte for byte.", connection),
            BodyCommand.Create("response", "Writes the stored body of the response that a log is about, byte for byte.", connection),
            ExportCommand.Create(connection),
            EmulatorCommand.Create(),
        };
    }
}
