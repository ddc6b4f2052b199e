using System.CommandLine;
using GatewayLogs.Cli.Export.Messages;
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
        Description = "Stored bodies to include: request, response, or request,response. The format messages needs both without this option. "
            + "Takes at least one more request per log.",
        HelpName = "SIDES",
    };

    public Option<bool> SkipForbiddenBodies { get; } = new("--skip-forbidden-bodies")
    {
        Description = "Exports without bodies if the token may not read them, with the state forbidden. Default: the export stops.",
    };

    public Option<string?> MinScore { get; } = new("--min-score")
    {
        Description = "Logs with at least this score, compared on this machine.",
        HelpName = "SCORE",
    };

    public Option<string?> MaxScore { get; } = new("--max-score")
    {
        Description = "Logs with at most this score, compared on this machine.",
        HelpName = "SCORE",
    };

    public Option<int?> Sample { get; } = new("--sample")
    {
        Description = "Exports this many randomly selected logs, and later the same share of new logs. The logs are listed twice.",
        HelpName = "LOGS",
    };

    public Option<int> Seed { get; } = new("--seed") { Description = "The same seed selects the same logs for --sample.", HelpName = "NUMBER" };

    public Option<bool> Dedupe { get; } = new("--dedupe") { Description = "With --format messages, writes the same messages only once." };

    public Option<string?> Redact { get; } = new("--redact")
    {
        Description = $"With --format messages, replaces what looks like one of these in texts: {Redaction.Names}.",
        HelpName = "KINDS",
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

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Out, Format, Compress, WithBodies, SkipForbiddenBodies, MinScore, MaxScore, Sample, Seed, Dedupe,
            Redact, LookBack, Settle, CheckpointEvery])
        {
            command.Add(option);
        }
    }

    /// <exception cref="FormatException">The value of an option is invalid.</exception>
    public ExportPlan GetPlan(ParseResult result, string source, ExportSelection selection)
    {
        var format = ByName(result, Format, Enum.GetNames<ExportFormat>());
        RequireSuitable(result, format);
        var bodies = format == ExportFormat.Messages ? ExportBodies.Request | ExportBodies.Response : ParseBodies(result.GetValue(WithBodies));
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
            Scores = new ScoreRange(ScoreRange.Parse(MinScore.Name, result.GetValue(MinScore)), ScoreRange.Parse(MaxScore.Name, result.GetValue(MaxScore))),
            Sample = result.GetValue(Sample) is { } size ? new Sample(RequirePositive(Sample.Name, size), result.GetValue(Seed)) : null,
            Deduplicates = result.GetValue(Dedupe),
            Redaction = result.GetValue(Redact) is { } kinds ? Redaction.Parse(Redact.Name, kinds) : null,
            OtherArguments = GetArguments(result),
            LookBack = TimeArgument.ParseDuration("--look-back", result.GetRequiredValue(LookBack)),
            IndexingDelay = result.GetValue(Settle) is { } settle ? TimeArgument.ParseDuration("--settle", settle, maxDays: 365)
                : bodies == ExportBodies.None ? TimeSpan.FromSeconds(60)
                : s_bodyIndexingDelay,
            CheckpointEvery = result.GetValue(CheckpointEvery) switch
            {
                null => bodies == ExportBodies.None ? 1_000 : 50,
                { } rows => RequirePositive(CheckpointEvery.Name, rows),
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

    private static int RequirePositive(string name, int value) => value >= 1 ? value : throw new FormatException($"{name} must be 1 or more, not {value}.");

    /// <summary>Requires that options are used only with the formats that they concern.</summary>
    private void RequireSuitable(ParseResult result, ExportFormat format)
    {
        var isMessages = format == ExportFormat.Messages;
        if (isMessages && result.GetValue(WithBodies) is not null)
        {
            throw new FormatException("--with-bodies cannot be used with --format messages, which always reads both bodies. Omit it.");
        }

        var name = result.GetValue(Dedupe) ? Dedupe.Name : result.GetValue(Redact) is null ? null : Redact.Name;
        if (!isMessages && name is not null)
        {
            throw new FormatException($"{name} requires --format messages. Add that, or omit {name}.");
        }
    }

    /// <summary>Returns the options that select or change lines, as typed. Without them, the export is that of earlier versions.</summary>
    private Dictionary<string, string> GetArguments(ParseResult result) => ((Option[])[MinScore, MaxScore, Sample, Seed, Dedupe, Redact])
        .Where(option => result.GetResult(option) is { Implicit: false })
        .ToDictionary(option => option.Name, option => result.GetResult(option)!.Tokens is [var token] ? token.Value : "true");

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
