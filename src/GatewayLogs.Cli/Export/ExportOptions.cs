using System.CommandLine;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>The options of <c>gwlogs export</c>.</summary>
internal sealed class ExportOptions
{
    /// <summary>The default of --settle with bodies. The service can take two minutes to make a body available.</summary>
    private static readonly TimeSpan s_bodyIndexingDelay = TimeSpan.FromSeconds(150);

    public Option<string> Out { get; } = new("--out") { Description = "The file to write, or for Parquet the folder.", HelpName = "FILE|DIR", Required = true };

    public Option<ExportFormat?> Format { get; } = new("--format")
    {
        Description = $"One of {string.Join(", ", Enum.GetNames<ExportFormat>()).ToLowerInvariant()}. "
            + "Default: from the name of --out, such as logs.csv, logs.jsonl or logs.parquet; ndjson for other names.",
        HelpName = "FORMAT",
    };

    public Option<ExportCompression?> Compress { get; } = new("--compress")
    {
        Description = "none, gzip or zstd. Default: from the name of --out, which ends in .gz or .zst; otherwise zstd for Parquet, none for other formats.",
        HelpName = "METHOD",
    };

    public Option<CsvEscape> Escape { get; } = CsvEscapeOption.Create(CsvEscape.None);

    public Option<string?> Columns { get; } = new("--columns")
    {
        Description = "The columns to write, such as id,created_at,model,metadata.team. Default: all fields.",
        HelpName = "FIELDS",
    };

    public Option<int?> Limit { get; } = new("--limit") { Description = "Exports the oldest logs only, this many in all runs.", HelpName = "LOGS" };

    public Option<string?> Refresh { get; } = new("--refresh")
    {
        Description = "Then compares the logs of this time before the end of the export with the service, and writes those that have changed to another "
            + "output: for logs.csv, logs.refresh.csv.",
        HelpName = "TIME",
    };

    public Option<string?> Report { get; } = new("--report")
    {
        Description = "json prints a summary of the run as one JSON object to standard output, also if it fails.",
        HelpName = "json",
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
        foreach (var option in (Option[])[Out, Format, Compress, Escape, Columns, WithBodies, SkipForbiddenBodies, MinScore, MaxScore, Sample, Seed,
            Limit, Dedupe, Redact, Refresh, LookBack, Settle, CheckpointEvery, Report])
        {
            command.Add(option);
        }
    }

    /// <exception cref="FormatException">The value of an option is invalid.</exception>
    public ExportPlan GetPlan(ParseResult result, string source, string baseAddress, ExportSelection selection)
    {
        var output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(GetOut(result)));
        var typed = (Format: ByName(result, Format), Compression: ByName(result, Compress));
        var (name, started) = (ExportFileName.Parse(output), StartedExport.Find(output));
        if (started is null)
        {
            name.RequireSame(typed.Format, typed.Compression);
        }

        // The plan of an export that was started takes precedence over the name, which earlier versions did not interpret.
        var format = typed.Format ?? (started is null ? name.Format : started.Format) ?? ExportFormat.Ndjson;
        RequireSuitable(result, format);
        var bodies = format == ExportFormat.Messages ? ExportBodies.Request | ExportBodies.Response : ParseBodies(result.GetValue(WithBodies));
        return new ExportPlan
        {
            Selection = selection,
            Source = source,
            BaseAddress = baseAddress,
            Output = output,
            Format = format,
            Compression = typed.Compression ?? (started is null ? name.Compression : started.Compression)
                ?? (format == ExportFormat.Parquet ? ExportCompression.Zstd : ExportCompression.None),
            CsvEscape = IsTyped(result, Escape) ? ByName(result, Escape) : started?.CsvEscape ?? CsvEscape.None,
            Columns = result.GetValue(Columns) is { } columns ? ColumnsArgument.Parse(Columns.Name, columns) : null,
            Bodies = bodies,
            SkipsForbiddenBodies = result.GetValue(SkipForbiddenBodies),
            Scores = new ScoreRange(ScoreRange.Parse(MinScore.Name, result.GetValue(MinScore)), ScoreRange.Parse(MaxScore.Name, result.GetValue(MaxScore))),
            Sample = result.GetValue(Sample) is { } size ? new Sample(RequirePositive(Sample.Name, size), result.GetValue(Seed)) : null,
            Limit = result.GetValue(Limit) is { } limit ? RequirePositive(Limit.Name, limit) : null,
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

    /// <summary>Returns how much of the export <c>--refresh</c> compares with the service; null without --refresh.</summary>
    /// <exception cref="FormatException">The value is invalid, or another option excludes it.</exception>
    public TimeSpan? GetRefresh(ParseResult result, ExportPlan plan)
    {
        var other = plan.Format == ExportFormat.Messages ? "--format messages"
            : ((Option[])[Columns, Limit, Sample]).FirstOrDefault(option => IsTyped(result, option))?.Name;
        return result.GetValue(Refresh) is not { } refresh ? null
            : other is null ? TimeArgument.ParseDuration(Refresh.Name, refresh)
            : throw new FormatException($"--refresh compares all fields of all logs, so it cannot be used with {other}. Omit one.");
    }

    /// <summary>Returns whether <c>--report json</c> was specified.</summary>
    public bool IsReported(ParseResult result) => result.GetValue(Report) switch
    {
        null => false,
        "json" => true,
        var other => throw new FormatException($"--report must be json, not '{other}'."),
    };

    private string GetOut(ParseResult result) => PathArgument.Parse(
        Out.Name, result.GetRequiredValue(Out), "An export resumes from the file that it wrote. Name a file, or print logs with: gwlogs list --all --json")!;

    /// <summary>
    /// Returns the value of an option, which must be a name. The parser of enums would also accept numbers and comma-separated names.
    /// </summary>
    private static T? ByName<T>(ParseResult result, Option<T> option)
    {
        var names = Enum.GetNames(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));
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

        if (isMessages && result.GetValue(Columns) is not null)
        {
            throw new FormatException("--columns cannot be used with --format messages, whose lines always have the same members. Omit it.");
        }

        if (format != ExportFormat.Csv && IsTyped(result, Escape))
        {
            throw new FormatException($"{Escape.Name} requires --format csv. Add that, or omit {Escape.Name}.");
        }
    }

    private static bool IsTyped(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <summary>Returns the options that select or change lines, as typed. Without them, the export is that of earlier versions.</summary>
    private Dictionary<string, string> GetArguments(ParseResult result) => ((Option[])[MinScore, MaxScore, Sample, Seed, Limit, Columns, Dedupe, Redact])
        .Where(option => IsTyped(result, option))
        .ToDictionary(option => option.Name, option => result.GetResult(option)!.Tokens is [var token] ? token.Value : "true");

    private static ExportBodies ParseBodies(string? text) => (text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        .Aggregate(ExportBodies.None, (bodies, side) => bodies | side switch
        {
            "request" => ExportBodies.Request,
            "response" => ExportBodies.Response,
            _ => throw new FormatException($"--with-bodies must be request, response, or request,response, not '{text}'."),
        });
}
