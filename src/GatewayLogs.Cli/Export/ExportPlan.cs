using System.Globalization;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>The validated options of an export.</summary>
internal sealed record ExportPlan
{
    public required ExportSelection Selection { get; init; }

    /// <summary>Gets the account and the gateway, separated by a slash.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the base address of the service; null if it is not compared.</summary>
    public string? BaseAddress { get; init; }

    /// <summary>Gets the full path of the file or folder.</summary>
    public required string Output { get; init; }

    public required ExportFormat Format { get; init; }

    public ExportCompression Compression { get; init; }

    /// <summary>Gets what CSV does with text that a spreadsheet would run as a formula.</summary>
    public CsvEscape CsvEscape { get; init; } = CsvEscape.None;

    /// <summary>Gets the columns to write; null for all.</summary>
    public IReadOnlyList<LogColumn>? Columns { get; init; }

    public ExportBodies Bodies { get; init; }

    /// <summary>Gets whether bodies that the token may not read are left out, instead of ending the export.</summary>
    public bool SkipsForbiddenBodies { get; init; }

    /// <summary>Gets how far before the end of the previous run a run looks for logs that arrived late.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the minimum age of a log before it is exported.</summary>
    public TimeSpan IndexingDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets the number of rows between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 1_000;

    /// <summary>Gets the scores to export. Default: any or none.</summary>
    public ScoreRange Scores { get; init; } = new(null, null);

    /// <summary>Gets the random sample to export; null for all logs.</summary>
    public Sample? Sample { get; init; }

    /// <summary>Gets the maximum number of logs of all runs; null for no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Gets the time range of another export that this one compares with the service; null for an export.</summary>
    public RefreshRange? Refreshes { get; init; }

    /// <summary>Gets whether the same messages are written only once.</summary>
    public bool Deduplicates { get; init; }

    /// <summary>Gets what is replaced in texts; null for nothing.</summary>
    public Redaction? Redaction { get; init; }

    /// <summary>Gets the options that were added later, as typed. They are absent from the checkpoints of earlier versions.</summary>
    public IReadOnlyDictionary<string, string> OtherArguments { get; init; } = new Dictionary<string, string>();

    public bool IsFolder => Format == ExportFormat.Parquet;

    /// <summary>Gets the folder of the checkpoint. Engines that read a folder skip names with a leading underscore.</summary>
    public string StatePath => StateFolder.GetPaths(Output)[IsFolder ? 0 : 1];

    /// <summary>Gets the arguments that must mean the same in all runs with the same output.</summary>
    public IReadOnlyDictionary<string, string> CanonicalArguments
    {
        get
        {
            var arguments = new Dictionary<string, string>(Selection.CanonicalArguments.Concat(OtherArguments))
            {
                ["gateway"] = Source,
                ["--format"] = GetName(Format),
                ["--compress"] = GetName(Compression),
                ["--with-bodies"] = GetName(Bodies),
                ["--checkpoint-every"] = CheckpointEvery.ToString(CultureInfo.InvariantCulture),
            };
            if (BaseAddress is not null)
            {
                arguments[ExportIdentity.BaseAddress] = BaseAddress;
            }

            if (Format == ExportFormat.Csv)
            {
                arguments[ExportIdentity.CsvEscape] = GetName(CsvEscape);
            }

            return arguments;
        }
    }

    /// <summary>Returns the query for the time range of a run.</summary>
    public GatewayLogQuery GetQuery(Checkpoint checkpoint)
    {
        List<GatewayLogFilter> filters =
        [
            .. Selection.Query.Filters,
            LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.Until)),
        ];
        if (checkpoint.From is { } from)
        {
            filters.Add(LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(from - 1)));
        }

        return Selection.Query with { Filters = filters, IncludeRawJson = Format == ExportFormat.Ndjson && Bodies == ExportBodies.None && Columns is null };
    }

    /// <summary>Returns the export of those logs at the end of this one that have changed since.</summary>
    /// <param name="report">The report of this export.</param>
    /// <param name="window">The length of the time range.</param>
    public ExportPlan Refresh(ExportReport report, TimeSpan window)
    {
        var until = report.Until!.Value.ToUnixTimeMilliseconds();
        var from = Math.Max(until - (long)window.TotalMilliseconds, Selection.Since?.ToUnixTimeMilliseconds() ?? 0);
        return this with
        {
            Output = ExportFileName.GetRefreshPath(Output), Refreshes = new RefreshRange(Output, from, until), LookBack = TimeSpan.Zero,
        };
    }

    /// <summary>Returns whether a log has a selected score and is part of the sample.</summary>
    public bool IsSelected(GatewayLog log, ulong? sampleLimit) =>
        Scores.Selects(log) && (Sample is null || sampleLimit is null || Sample.GetHash(log) <= sampleLimit);

    /// <summary>Returns the name of a value of an option.</summary>
    public static string GetName<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select(char.ToLowerInvariant));
}
