using System.CommandLine;
using System.CommandLine.Completions;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Stats;

namespace GatewayLogs.Cli.Completing;

/// <summary>The values that are suggested for options and arguments. The name of the value in the help selects them.</summary>
internal static class CompletionValues
{
    /// <summary>The end of the suggestion on which the completion scripts complete names of files.</summary>
    public const string Files = ":files";

    private static readonly Dictionary<string, Func<IEnumerable<string>>> s_values = new()
    {
        ["FILE"] = () => [Files],
        ["PATH"] = () => [Files],
        ["DIR"] = () => [Files],
        ["TIME"] = () => ["1h", "24h", "7d", "30d", "today"],
        ["DURATION"] = () => ["5s", "30s", "5m"],
        ["FIELDS"] = () => [.. LogColumn.All.Select(column => column.Name), LogColumn.Error.Name, "metadata."],
        ["KEYS"] = () => GroupKey.Names.Replace("NAME", "", StringComparison.Ordinal).Split(", "),
        ["KEY"] = () => StatsOrder.Names.Split(", "),
        ["CONDITION"] = () => Enum.GetValues<GatewayLogFilterKey>().Select(key => new GatewayLogFilter(key, GatewayLogFilterOperator.Equal, "").Key),
        ["STATUSES"] = () => ["4xx", "5xx", "401", "403", "408", "424", "429", "500", "503"],
        ["SIDES"] = () => ["request", "response"],
        ["KINDS"] = () => Redaction.Names.Split(", "),
    };

    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Subcommands.SelectMany(command => command.Options))
        {
            Add(option.CompletionSources, option.HelpName, option.ValueType);
        }

        foreach (var argument in root.Subcommands.SelectMany(command => command.Arguments))
        {
            Add(argument.CompletionSources, argument.Name, argument.ValueType);
        }
    }

    private static void Add(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string? helpName, Type type)
    {
        var alternatives = helpName?.Split('|') ?? [];
        var isEnum = (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true };
        if (!isEnum && type != typeof(bool) && !alternatives.Any(IsKnown))
        {
            return;
        }

        sources.Clear();
        sources.Add(context => (isEnum ? GetNames(type) : alternatives.Where(IsKnown).SelectMany(GetValues))
            .Where(value => value != Files || !context.WordToComplete.StartsWith('-'))
            .Select(value => new CompletionItem((value == Files ? context.WordToComplete : GetStart(context.WordToComplete)) + value)));
    }

    /// <summary>Returns whether a name in the help has known values, or is a value, as in <c>good|bad</c>.</summary>
    private static bool IsKnown(string name) => s_values.ContainsKey(name) || name.All(char.IsAsciiLetterLower);

    private static IEnumerable<string> GetValues(string name) => s_values.TryGetValue(name, out var values) ? values() : [name];

    private static IEnumerable<string> GetNames(Type type) => Enum.GetNames(Nullable.GetUnderlyingType(type) ?? type).Select(name => name.ToLowerInvariant());

    /// <summary>Returns the items of a list before the last one, which is completed.</summary>
    private static string GetStart(string word) => word[..(word.LastIndexOf(',') + 1)];
}
