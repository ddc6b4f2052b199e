using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Commands;

/// <summary>The examples at the end of a command's help. Tests run each example as printed, and with --emulator.</summary>
internal static class Examples
{
    /// <summary>The id of a log that exists in every emulator started by <c>--emulator</c>.</summary>
    public const string Id = "01a19282-c06c-7f6b-bd29-2d68df2eb34e";

    private static readonly ConditionalWeakTable<Command, string[]> s_examples = [];

    public static Command WithExamples(this Command command, params string[] examples)
    {
        s_examples.Add(command, examples);
        return command;
    }

    public static IReadOnlyList<string> Get(Command command) => s_examples.TryGetValue(command, out var examples) ? examples : [];

    /// <summary>Appends the examples to the help of every command.</summary>
    public static void ShowInHelp(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        }
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => help.ClearsParseErrors;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            HelpNotes.Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
            if (Get(parseResult.CommandResult.Command) is { Count: > 0 } examples)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.WriteLine();
            }

            return code;
        }
    }
}
