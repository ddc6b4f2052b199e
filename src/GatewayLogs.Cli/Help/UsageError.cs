using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace GatewayLogs.Cli.Help;

/// <summary>Describes what is wrong with a command line, by the names that were typed.</summary>
internal static class UsageError
{
    /// <summary>Returns the message; null if the command line can be run.</summary>
    public static string? Find(ParseResult result, string[] args)
    {
        if (result.Tokens is [{ Type: TokenType.Directive }, ..])
        {
            // Suggestions are requested for incomplete command lines.
            return null;
        }

        var command = result.CommandResult.Command;
        var message = FindSwitch(command, args) is { } wrong ? wrong
            : FindUnknown(result) is { } token ? DescribeUnknown(result, token)
            : FindEmpty(result.CommandResult) is { } name ? $"{name}: the value is empty. Specify a value, or omit {name}."
            : result.Errors.Count > 0 ? string.Join(' ', result.Errors.Select(Describe).Distinct())
            : null;
        return message is null ? null : $"{message} Try: gwlogs {(command is RootCommand ? "" : $"{command.Name} ")}--help";
    }

    /// <summary>Describes a token that is no command, option or argument, with the most similar names.</summary>
    public static string DescribeUnknown(ParseResult result, string token)
    {
        var command = result.CommandResult.Command;
        var before = result.Tokens.TakeWhile(other => other.Value != token).LastOrDefault();
        return token.StartsWith('-') ? $"Unknown option '{token}'.{Suggest(command, token)}"
            : command is RootCommand ? $"Unknown command '{token}'.{Suggest(command, token)}"
            : before?.Type == TokenType.Option ? $"{before.Value}: '{token}' is not true or false."
            : $"Unexpected argument '{token}'.";
    }

    /// <summary>
    /// Describes a value such as that of --yes=maybe, which System.CommandLine takes as an argument of the command, such as an id.
    /// </summary>
    private static string? FindSwitch(Command command, string[] args) => args.TakeWhile(arg => arg != "--").Select(arg => arg.Split('=', 2))
        .Where(parts => parts.Length == 2 && !bool.TryParse(parts[1], out _) && command.Options.Any(option => IsSwitch(option) && HasName(option, parts[0])))
        .Select(parts => $"{parts[0]}: '{parts[1]}' is not true or false.").FirstOrDefault();

    private static bool IsSwitch(Option option) => option.ValueType == typeof(bool) || option.ValueType == typeof(bool?);

    private static bool HasName(Option option, string name) => option.Name == name || option.Aliases.Contains(name);

    /// <summary>Returns the first token that is unknown. A value that starts with a hyphen is a misspelled option, unless it follows --.</summary>
    private static string? FindUnknown(ParseResult result)
    {
        var isHelp = result.Action is SynchronousCommandLineAction and not ParseErrorAction && result.CommandResult.Command is not RootCommand;
        if (isHelp || !result.CommandResult.Command.TreatUnmatchedTokensAsErrors)
        {
            return null;
        }

        var arguments = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens);
        return arguments.FirstOrDefault(token => token.Value is ['-', _, ..] && result.Tokens.All(other => other.Type != TokenType.DoubleDash))?.Value
            ?? (result.UnmatchedTokens is [var first, ..] ? first : null);
    }

    /// <summary>Returns the name of an option or argument with an empty value, such as that of a shell variable that is not set.</summary>
    private static string? FindEmpty(CommandResult result) => result.Children.FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0)) switch
    {
        OptionResult { Option: var option } => option.Name,
        ArgumentResult { Argument: var argument } => argument.Name,
        _ => null,
    };

    /// <summary>Returns the suggestions of System.CommandLine, which only writes them.</summary>
    private static string Suggest(Command command, string token)
    {
        // Without arguments, one of which could take the token.
        var names = new Command(command.Name);
        command.Options.ToList().ForEach(names.Add);
        command.Subcommands.ToList().ForEach(names.Add);
        var result = names.Parse(token);
        using var output = new StringWriter();
        if (result.Action is ParseErrorAction action)
        {
            (action.ShowHelp, action.ShowTypoCorrections) = (false, true);
            result.Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        }

        // The first line is a heading. A short token is similar to many names, so half of its letters have to occur.
        var similar = output.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Where(name => name.Intersect(token).Count(char.IsLetter) * 2 >= token.Count(char.IsLetter)).ToList();
        return similar.Count == 0 ? "" : $" Did you mean {string.Join(" or ", similar.Select(name => $"'{name}'"))}?";
    }

    /// <summary>Describes an error of System.CommandLine, whose messages about values contain names of .NET types.</summary>
    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option: var option, Tokens: [] } when option.Arity.MinimumNumberOfValues > 0 =>
            $"{option.Name} has no value. Expected: {option.Name} {option.HelpName}.",
        OptionResult { Option: var option, Tokens: [.., var token] } when NamesType(error.Message, option.ValueType) =>
            $"{option.Name}: '{token.Value}' is not {GetExpected(Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType)}.",
        _ => error.Message,
    };

    private static bool NamesType(string message, Type type) => message.Contains($"'{type}'", StringComparison.Ordinal)
        || (Nullable.GetUnderlyingType(type) is { } inner && NamesType(message, inner));

    private static string GetExpected(Type type) =>
        type == typeof(bool) ? "true or false"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}"
        : "a whole number of a supported size";
}
