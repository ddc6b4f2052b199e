using System.CommandLine;
using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Help;

/// <summary>The headings under which the help lists options and commands. Symbols without one are listed under Options or Commands.</summary>
internal static class HelpGroup
{
    public const string Selection = "Selection";

    public const string Output = "Output";

    public const string Connection = "Connection";

    private static readonly ConditionalWeakTable<Symbol, string> s_groups = [];

    /// <summary>Adds options to a command, under a heading of its help.</summary>
    public static void Add(this Command command, string group, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            s_groups.AddOrUpdate(option, group);
            command.Add(option);
        }
    }

    /// <summary>Adds commands to a command, under a heading of its help.</summary>
    public static void Add(this Command parent, string group, IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            s_groups.AddOrUpdate(command, group);
            parent.Add(command);
        }
    }

    public static string Get(Symbol symbol) =>
        s_groups.TryGetValue(symbol, out var group) ? group : symbol is Command ? "Commands" : symbol is Option ? "Options" : "Arguments";
}
