using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Completing;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Emulating;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Help;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli;

/// <summary>
/// The command line <c>gwlogs</c>: parses arguments, runs the command, and reports every failure as one line and an exit code.
/// </summary>
internal static class GatewayLogsCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        // Creating the command tree is about half of the startup time, and the version does not need it.
        if (args is ["--version" or "-V" or "version"])
        {
            return await CommandRunner.GuardAsync(WriteVersion, CancellationToken.None);
        }

        var result = Parse(args);
        if (UsageError.Find(result, args) is { } message)
        {
            return await CommandRunner.FailAsync(message, ExitCodes.Usage);
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
        root.Add("Reading", [
            ListCommand.Create(connection),
            TailCommand.Create(connection),
            CountCommand.Create(connection),
            StatsCommand.Create(connection),
            ErrorsCommand.Create(connection),
            GetCommand.Create(connection),
            ShowCommand.Create(connection),
            BodyCommand.Create("request", "Writes the stored request body of a log, byte for byte.", connection),
            BodyCommand.Create("response", "Writes the stored response body of a log, byte for byte.", connection),
            ExportCommand.Create(connection),
            DecryptCommand.Create(),
        ]);
        root.Add("Changing", [UpdateCommand.Create(connection), DeleteCommand.Create(connection)]);
        root.Add("Other", [
            DoctorCommand.Create(connection),
            McpCommand.Create(connection),
            EmulatorCommand.Create(),
            CompletionCommand.Create(),
            HelpCommand.Create(),
            CreateVersionCommand(),
        ]);
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Description = "Shows the version.";
            version.Aliases.Add("-V");
        }

        HelpCommand.ShowIn(root);
        CompletionValues.AddTo(root);
        root.WithExamples("gwlogs list --emulator", "gwlogs help list");
        return root;
    }

    private static Command CreateVersionCommand()
    {
        var command = new Command("version", "Shows the version.");
        command.SetAction((_, cancellationToken) => CommandRunner.GuardAsync(WriteVersion, cancellationToken));
        return command.WithExamples("gwlogs version");
    }

    private static Task<int> WriteVersion()
    {
        StandardOutput.Write(Encoding.UTF8.GetBytes($"{BuiltVersion.Text}\n"));
        return Task.FromResult(ExitCodes.Success);
    }
}
