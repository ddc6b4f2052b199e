using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Help;

/// <summary>Writes the help of a command: its description, usage, commands and options under their headings, and examples.</summary>
/// <remarks>The help of System.CommandLine has a single list of options, and its layout cannot be changed.</remarks>
internal sealed partial class HelpPage(TextWriter output, int width)
{
    /// <summary>The width of most options with their values. A description after a longer one starts on the next line.</summary>
    private const int OptionWidth = 26;

    /// <summary>Gets the width of the terminal, within what is readable; 80 columns for a pipe.</summary>
    public static int DefaultWidth => Console.IsOutputRedirected ? 80 : Math.Clamp(Console.WindowWidth, 40, 120);

    /// <summary>Gets the default in a description, and the space before it. The help shows it at the end, like that of a default value.</summary>
    [GeneratedRegex(@" ?\bDefault: (.+?)\.(?= |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Default { get; }

    public void Write(Command command)
    {
        WriteText(command.Description!);
        output.WriteLine();
        output.WriteLine($"Usage: {GetUsage(command)}");
        var groups = GetSymbols(command).GroupBy(HelpGroup.Get);
        foreach (var group in command is RootCommand ? groups : groups.OrderByDescending(group => group.Key is "Arguments" or "Options"))
        {
            output.WriteLine();
            output.WriteLine($"{group.Key}:");
            var labelWidth = command is RootCommand ? group.Max(symbol => GetLabel(symbol).Length) : OptionWidth;
            foreach (var symbol in group)
            {
                WriteRow(GetLabel(symbol), symbol is Command ? GetSummary(symbol.Description!) : Describe(symbol), labelWidth);
            }
        }

        output.WriteLine();
        foreach (var note in HelpNotes.Get(command))
        {
            WriteText(note);
            output.WriteLine();
        }

        if (Examples.Get(command) is { Count: > 0 } examples)
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }
    }

    /// <summary>Returns the first sentence of a description, for the list of commands.</summary>
    public static string GetSummary(string description) => description.Split(". ")[0].Split('\n')[0].TrimEnd('.');

    private static IEnumerable<Symbol> GetSymbols(Command command)
    {
        var inherited = command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive);
        return ((IEnumerable<Symbol>)[.. command.Arguments, .. command.Subcommands, .. command.Options, .. inherited]).Where(symbol => !symbol.Hidden);
    }

    private static string GetUsage(Command command) => command is RootCommand
        ? "gwlogs COMMAND [options]"
        : string.Join(' ', ["gwlogs", command.Name, .. command.Arguments.Select(GetLabel), "[options]"]);

    private static string GetLabel(Symbol symbol) => symbol switch
    {
        Option option => $"{string.Join(", ", GetNames(option))}{GetValue(option)}",
        Argument { Arity: { MinimumNumberOfValues: 0, MaximumNumberOfValues: > 1 } } argument => $"[{argument.Name}...]",
        Argument { Arity.MaximumNumberOfValues: > 1 } argument => $"{argument.Name}...",
        Argument { Arity.MinimumNumberOfValues: 0 } argument => $"[{argument.Name}]",
        _ => symbol.Name,
    };

    /// <summary>Returns the short and the long names. System.CommandLine has others for Windows, such as /h.</summary>
    private static IEnumerable<string> GetNames(Option option) =>
        option.Aliases.Append(option.Name).Where(name => name.StartsWith('-') && name != "-?").Distinct().OrderBy(name => name.Length);

    private static string GetValue(Option option)
    {
        var name = option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();
        return option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? ""
            : option.Arity.MinimumNumberOfValues == 0 ? $" [{name}]"
            : $" {name}";
    }

    /// <summary>Returns the description of an argument or option, with its default at the end.</summary>
    private static string Describe(Symbol symbol)
    {
        var text = symbol.Description ?? "";
        var value = symbol is Option { HasDefaultValue: true } option && option.ValueType != typeof(bool) ? option.GetDefaultValue() : null;
        var shown = Default.Match(text) is { Success: true } match ? match.Groups[1].Value
            : value is Enum ? value.ToString()!.ToLowerInvariant()
            : Convert.ToString(value, CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(shown) ? text : $"{Default.Replace(text, "").Trim()} [default: {shown}]";
    }

    private void WriteRow(string label, string description, int labelWidth)
    {
        var lines = WrappedText.Wrap(description, width - labelWidth - 4);
        if (label.Length > labelWidth)
        {
            output.WriteLine($"  {label}");
            label = "";
        }

        foreach (var line in lines)
        {
            output.WriteLine($"  {label.PadRight(labelWidth)}  {line}".TrimEnd());
            label = "";
        }
    }

    private void WriteText(string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => WrappedText.Wrap(line, width)))
        {
            output.WriteLine(line);
        }
    }
}
