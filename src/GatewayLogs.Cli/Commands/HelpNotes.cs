using System.CommandLine;
using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>
/// The notes in a command's help before the examples, such as the names of fields. They are created when the help is shown.
/// </summary>
internal static class HelpNotes
{
    private const int Width = 100;

    private static readonly ConditionalWeakTable<Command, List<Func<string>>> s_notes = [];

    public static void WithNote(this Command command, Func<string> note) => s_notes.GetOrCreateValue(command).Add(note);

    public static void Write(Command command, TextWriter output)
    {
        foreach (var note in s_notes.TryGetValue(command, out var notes) ? notes : [])
        {
            foreach (var (index, line) in WrappedText.Wrap(note(), Width - 2).Index())
            {
                output.WriteLine(index == 0 ? line : $"  {line}");
            }

            output.WriteLine();
        }
    }
}
