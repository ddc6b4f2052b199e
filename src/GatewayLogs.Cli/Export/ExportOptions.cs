using System.CommandLine;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>The options of <c>gwlogs export</c>.</summary>
internal sealed class ExportOptions
{
    /// <summary>The default of --settle with bodies. The service can take two minutes to make a body available.</summary>
    private static readonly TimeSpan s_bodyIndexingDelay = TimeSpan.FromSeconds(150);

    public Option<string> Out { get; } = new("--out") { Description = "The file to write, or for Parquet the folder.", HelpName = "FILE|DIR", Required = true };

    public Option<ExportFormat> Format { get; } = new("--format")
    {
        Description = $"One of {string.Join(", ", Enum.GetNames<ExportFormat>()).ToLowerInvariant()}.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => ExportFormat.Ndjson,
    };

    public Option<ExportCompression?> Compress { get; } = new("--compress")
    {
        Description = "none, gzip or zstd. Default: zstd for Parquet, none for other formats.",
        HelpName = "METHOD",
    };

    public Option<string?> WithBodies { get; } = new("--with-bodies")
    {
        Description = "Stored bodies to include: request, response, or request,response. Takes at least one more request per log.",
        HelpName = "SIDES",
    };

    public Option<bool> SkipForbiddenBodies { get; } = new("--skip-forbidden-bodies")
    {
        Description = "Exports without bodies if the token may not read them, with the state forbidden. Default: the export stops.",
    };

    public Option<string> LookBack { get; } = new("--look-back")
    {
        Description = "How far before the end of the previous run to look for logs that arrived late.",
        HelpName = "TIME",
        DefaultValueFactory = _ => "5m",
    };

    public Option<string?> Settle { get; } = new("--settle")
    {
        Description = "Minimum age of a log before it is exported. Default: 60s, or 150s with bodies.",
        HelpName = "TIME",
    };

    public Option<int?> CheckpointEvery { get; } = new("--checkpoint-every")
    {
        Description = "Number of rows between two checkpoints. Default: 1000, or 50 with bodies.",
        HelpName = "ROWS",
    };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Prints errors only." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Out, Format, Compress, WithBodies, SkipForbiddenBodies, LookBack, Settle, CheckpointEvery, Quiet])
        {
            command.Add(option);
        }
    }

    /// <exception cref="FormatException">The value of an option is invalid.</exception>
    public ExportPlan GetPlan(ParseResult result, string source, ExportSelection selection)
    {
        var bodies = ParseBodies(result.GetValue(WithBodies));
        var format = ByName(result, Format, Enum.GetNames<ExportFormat>());
        return new ExportPlan
        {
            Selection = selection,
            Source = source,
            Output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(GetOut(result))),
            Format = format,
            Compression = ByName(result, Compress, Enum.GetNames<ExportCompression>())
                ?? (format == ExportFormat.Parquet ? ExportCompression.Zstd : ExportCompression.None),
            Bodies = bodies,
            SkipsForbiddenBodies = result.GetValue(SkipForbiddenBodies),
            LookBack = TimeArgument.ParseDuration("--look-back", result.GetRequiredValue(LookBack)),
            IndexingDelay = result.GetValue(Settle) is { } settle ? TimeArgument.ParseDuration("--settle", settle, maxDays: 365)
                : bodies == ExportBodies.None ? TimeSpan.FromSeconds(60)
                : s_bodyIndexingDelay,
            CheckpointEvery = result.GetValue(CheckpointEvery) switch
            {
                null => bodies == ExportBodies.None ? 1_000 : 50,
                int rows and >= 1 => rows,
                var rows => throw new FormatException($"--checkpoint-every must be 1 or more, not {rows}."),
            },
        };
    }

    private string GetOut(ParseResult result) => PathArgument.Parse(
        Out.Name, result.GetRequiredValue(Out), "An export resumes from the file that it wrote. Name a file, or print logs with: gwlogs list --all --json")!;

    /// <summary>
    /// Returns the value of an option, which must be a name. The parser of enums would also accept numbers and comma-separated names.
    /// </summary>
    private static T? ByName<T>(ParseResult result, Option<T> option, string[] names)
    {
        foreach (var token in result.GetResult(option)?.Tokens.Where(token => !names.Contains(token.Value, StringComparer.OrdinalIgnoreCase)) ?? [])
        {
            throw new FormatException($"{option.Name} must be one of {string.Join(", ", names).ToLowerInvariant()}, not '{token.Value}'.");
        }

        return result.GetValue(option);
    }

    private static ExportBodies ParseBodies(string? text)
    {
        var bodies = ExportBodies.None;
        foreach (var side in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            bodies |= side switch
            {
                "request" => ExportBodies.Request,
                "response" => ExportBodies.Response,
                _ => throw new FormatException($"--with-bodies must be request, response, or request,response, not '{text}'."),
            };
        }

        return bodies;
    }
}
