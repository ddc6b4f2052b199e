using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Emulating;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli;

/// <summary>The command <c>gwlogs</c>: parses, dispatches, and turns every failure into one line and an exit code.</summary>
internal static class GatewayLogsCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        // Making the commands costs as much as all the rest of a start; who asks for the version needs none of them.
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

    /// <summary>Parses a command line. An argument that starts with <c>@</c> is a value, as in <c>--model @cf/meta/llama</c>, not the name of a response file.</summary>
    public static ParseResult Parse(string[] args) => Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The command with all that are below it.</summary>
    public static RootCommand Create()
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("Reads, annotates and deletes the logs of a Cloudflare AI Gateway.");
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

    private static Task<int> WriteVersion()
    {
        StandardOutput.Write(Encoding.UTF8.GetBytes($"{BuiltVersion.Text}\n"));
        return Task.FromResult(ExitCodes.Success);
    }
}
