using System.CommandLine;
using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Help;

/// <summary>The notes in a command's help before the examples, such as the names of fields. They are created when the help is shown.</summary>
internal static class HelpNotes
{
    private static readonly ConditionalWeakTable<Command, List<Func<string>>> s_notes = [];

    public static void WithNote(this Command command, Func<string> note) => s_notes.GetOrCreateValue(command).Add(note);

    public static IEnumerable<string> Get(Command command) => s_notes.TryGetValue(command, out var notes) ? notes.Select(note => note()) : [];
}
