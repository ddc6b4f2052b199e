using System.CommandLine;
using GatewayLogs.Cli.Help;

namespace GatewayLogs.Cli.Output;

/// <summary>The option <c>--output</c>, and <c>--json</c> and <c>--csv</c>, which select two of its values as well.</summary>
/// <param name="formats">The supported formats; the first is the default on a terminal.</param>
/// <param name="json">The option <c>--json</c>; null if the command has none.</param>
/// <param name="csv">The option <c>--csv</c>; null if the command has none.</param>
internal sealed class FormatOption(IReadOnlyList<OutputFormat> formats, Option? json = null, Option<bool>? csv = null)
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The format, on a terminal or not: " + string.Join(", ", formats.Select(Describe)) + ".",
        HelpName = string.Join('|', formats.Select(GetName)),
        CompletionSources = { _ => formats.Select(format => new System.CommandLine.Completions.CompletionItem(GetName(format))) },
    };

    /// <summary>Gets the formats of commands that print rows.</summary>
    public static IReadOnlyList<OutputFormat> Rows { get; } = [OutputFormat.Table, OutputFormat.Json, OutputFormat.Jsonl, OutputFormat.Csv];

    /// <summary>Creates the options of a command whose <c>--json</c> takes no fields.</summary>
    public static FormatOption CreateForGroups(string jsonDescription) => new(
        Rows,
        new Option<bool>("--json") { Description = jsonDescription },
        new Option<bool>("--csv") { Description = "Prints CSV with a header." });

    public void AddTo(Command command) => command.Add(HelpGroup.Output, ((IEnumerable<Option?>)[_output, json, csv]).OfType<Option>());

    /// <summary>Returns the selected format, or the default.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="piped">The default if the output is not a terminal.</param>
    /// <exception cref="FormatException">The format is not supported, or options contradict each other.</exception>
    public OutputFormat Read(ParseResult result, OutputFormat piped = OutputFormat.Jsonl)
    {
        var text = result.GetValue(_output);
        OutputFormat? format = text is null ? null : Parse(text);
        var isJson = json is Option<bool> flag ? result.GetValue(flag) : json is not null && result.GetResult(json) is not null;
        var isCsv = csv is not null && result.GetValue(csv);
        if (isJson && isCsv)
        {
            throw new FormatException("--json and --csv cannot be used together. Specify only one.");
        }

        if ((isCsv && format is not (null or OutputFormat.Csv))
            || (isJson && format is not (null or OutputFormat.Json or OutputFormat.Jsonl)))
        {
            throw new FormatException($"--output {text} and {(isCsv ? "--csv" : "--json")} cannot be used together. Specify only one.");
        }

        return format ?? (isCsv ? OutputFormat.Csv : isJson ? OutputFormat.Jsonl : Console.IsOutputRedirected ? piped : formats[0]);
    }

    private OutputFormat Parse(string text) => formats.Cast<OutputFormat?>().FirstOrDefault(format => GetName(format!.Value) == text)
        ?? throw new FormatException(
            $"--output must be {string.Join(", ", formats.SkipLast(1).Select(GetName))} or {GetName(formats[^1])}, not '{text}'.");

    private static string GetName(OutputFormat format) => format.ToString().ToLowerInvariant();

    private static string Describe(OutputFormat format) => GetName(format) + format switch
    {
        OutputFormat.Json => " for one document",
        OutputFormat.Jsonl => " for one object per line",
        _ => "",
    };
}
