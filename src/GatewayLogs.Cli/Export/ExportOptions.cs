using System.CommandLine;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>The options of <c>gwlogs export</c>.</summary>
internal sealed class ExportOptions
{
    /// <summary>The service keeps bodies out of sight for up to two minutes; by then it is decided whether there is one.</summary>
    private static readonly TimeSpan s_settleDelayOfBodies = TimeSpan.FromSeconds(150);

    public Option<string> Out { get; } = new("--out") { Description = "The file to write, or for Parquet the folder.", HelpName = "FILE|DIR", Required = true };

    public Option<ExportFormat> Format { get; } = new("--format") { Description = $"One of {string.Join(", ", Enum.GetNames<ExportFormat>()).ToLowerInvariant()}.", HelpName = "FORMAT", DefaultValueFactory = _ => ExportFormat.Ndjson };

    public Option<ExportCompression?> Compress { get; } = new("--compress") { Description = "none, gzip or zstd. Parquet takes zstd unless told otherwise, the others none.", HelpName = "METHOD" };

    public Option<string?> WithBodies { get; } = new("--with-bodies") { Description = "Which stored bodies go along: request, response, or request,response. It costs a request for each log, or more.", HelpName = "SIDES" };

    public Option<string> LookBack { get; } = new("--look-back") { Description = "How far before the end of the last run to look for logs that arrived late.", HelpName = "TIME", DefaultValueFactory = _ => "5m" };

    public Option<string?> Settle { get; } = new("--settle") { Description = "How old a log must be to be written. 60s, with bodies 150s.", HelpName = "TIME" };

    public Option<int?> CheckpointEvery { get; } = new("--checkpoint-every") { Description = "After how many rows to save where it stands: 1000, with bodies 50.", HelpName = "ROWS" };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Says nothing but what went wrong." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Out, Format, Compress, WithBodies, LookBack, Settle, CheckpointEvery, Quiet])
        {
            command.Add(option);
        }
    }

    /// <exception cref="FormatException">A value is none of those that were expected.</exception>
    public ExportPlan GetPlan(ParseResult result, string source, ExportSelection selection)
    {
        var bodies = ParseBodies(result.GetValue(WithBodies));
        var format = ByName(result, Format, Enum.GetNames<ExportFormat>());
        return new ExportPlan
        {
            Selection = selection,
            Source = source,
            Output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(result.GetRequiredValue(Out))),
            Format = format,
            Compression = ByName(result, Compress, Enum.GetNames<ExportCompression>())
                ?? (format == ExportFormat.Parquet ? ExportCompression.Zstd : ExportCompression.None),
            Bodies = bodies,
            LookBack = TimeArgument.ParseDuration("--look-back", result.GetRequiredValue(LookBack)),
            IndexingDelay = result.GetValue(Settle) is { } settle ? TimeArgument.ParseDuration("--settle", settle, mostDays: 365)
                : bodies == ExportBodies.None ? TimeSpan.FromSeconds(60)
                : s_settleDelayOfBodies,
            CheckpointEvery = result.GetValue(CheckpointEvery) switch
            {
                null => bodies == ExportBodies.None ? 1_000 : 50,
                int rows and >= 1 => rows,
                var rows => throw new FormatException($"--checkpoint-every is a number of rows from 1, not {rows}."),
            },
        };
    }

    /// <summary>The value of an option that was given by name: a number, or several with commas between them, would be read as well.</summary>
    private static T? ByName<T>(ParseResult result, Option<T> option, string[] names)
    {
        foreach (var token in result.GetResult(option)?.Tokens.Where(token => !names.Contains(token.Value, StringComparer.OrdinalIgnoreCase)) ?? [])
        {
            throw new FormatException($"{option.Name} is one of {string.Join(", ", names).ToLowerInvariant()}, not '{token.Value}'.");
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
                _ => throw new FormatException($"--with-bodies takes request, response, or request,response, not '{text}'."),
            };
        }

        return bodies;
    }
}
