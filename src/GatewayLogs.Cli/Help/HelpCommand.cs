using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Help;

/// <summary>Implements <c>gwlogs help [COMMAND]</c>, <c>gwlogs COMMAND --help</c> and <c>gwlogs</c> without arguments.</summary>
internal static class HelpCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("COMMAND") { Description = "The command. Default: all commands.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("help", "Shows the help of a command.") { name };
        name.CompletionSources.Add(context => context.ParseResult.RootCommandResult.Command.Subcommands.Select(other => other.Name));
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            () =>
            {
                var root = result.RootCommandResult.Command;
                var typed = result.GetValue(name);
                var described = typed is null ? root : root.Subcommands.FirstOrDefault(other => other.Name == typed)
                    ?? throw new FormatException($"{UsageError.DescribeUnknown(root.Parse([typed]), typed)} Try: gwlogs help");
                new HelpPage(result.InvocationConfiguration.Output, HelpPage.DefaultWidth).Write(described);
                return Task.FromResult(ExitCodes.Success);
            },
            cancellationToken));
        return command.WithExamples("gwlogs help list");
    }

    /// <summary>Replaces the help of System.CommandLine, and shows it for <c>gwlogs</c> without arguments.</summary>
    public static void ShowIn(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Shows this help.";
            option.Action = new ShowHelp { IsRequested = true };
        }

        root.Action = new ShowHelp();
    }

    private sealed class ShowHelp : SynchronousCommandLineAction
    {
        public bool IsRequested { get; init; }

        public override bool ClearsParseErrors => IsRequested;

        public override int Invoke(ParseResult parseResult)
        {
            new HelpPage(parseResult.InvocationConfiguration.Output, HelpPage.DefaultWidth).Write(parseResult.CommandResult.Command);
            return ExitCodes.Success;
        }
    }
}
