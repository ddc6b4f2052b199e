using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Emulating;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli;

/// <summary>
/// The command line <c>gwlogs</c>: parses arguments, runs the command, and reports every failure as one line and an exit code.
/// </summary>
internal static class GatewayLogsCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        // Creating the command tree is about half of the startup time, and --version does not need it.
        if (args is ["--version"])
        {
            return await CommandRunner.GuardAsync(WriteVersion, CancellationToken.None);
        }

        var result = Parse(args);
        if (result.Errors.Count > 0)
        {
            var command = result.CommandResult.Command is RootCommand ? "gwlogs" : $"gwlogs {result.CommandResult.Command.Name}";
            return await CommandRunner.FailAsync(
                $"{string.Join(' ', result.Errors.Select(error => error.Message))} Try: {command} --help", ExitCodes.Usage);
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await TerminationSignals.RunAsync(cancellationToken => result.InvokeAsync(configuration, cancellationToken));
    }

    /// <summary>
    /// Parses a command line. An argument that starts with <c>@</c> is a value, as in <c>--model @cf/meta/llama</c>; response files are not
    /// supported.
    /// </summary>
    public static ParseResult Parse(string[] args) => Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Creates the root command with all subcommands.</summary>
    public static RootCommand Create()
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("Reads, annotates and deletes the logs of a Cloudflare AI Gateway.");
        Command[] commands =
        [
            ListCommand.Create(connection),
            GetCommand.Create(connection),
            ShowCommand.Create(connection),
            BodyCommand.Create("request", "Writes the stored request body of a log, byte for byte.", connection),
            BodyCommand.Create("response", "Writes the stored response body of a log, byte for byte.", connection),
            ExportCommand.Create(connection),
            CountCommand.Create(connection),
            TailCommand.Create(connection),
            UpdateCommand.Create(connection),
            DeleteCommand.Create(connection),
            DoctorCommand.Create(connection),
            StatsCommand.Create(connection),
            ErrorsCommand.Create(connection),
            DecryptCommand.Create(),
            McpCommand.Create(connection),
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

    private static Task<int> WriteVersion()
    {
        StandardOutput.Write(Encoding.UTF8.GetBytes($"{BuiltVersion.Text}\n"));
        return Task.FromResult(ExitCodes.Success);
    }
}
