using System.CommandLine;
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
}
