using System.Globalization;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>The validated options of an export.</summary>
internal sealed record ExportPlan
{
    public required ExportSelection Selection { get; init; }

    /// <summary>Gets the account and the gateway, separated by a slash.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the full path of the file or folder.</summary>
    public required string Output { get; init; }

    public required ExportFormat Format { get; init; }

    public ExportCompression Compression { get; init; }

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

    /// <summary>Gets whether the same messages are written only once.</summary>
    public bool Deduplicates { get; init; }

    /// <summary>Gets what is replaced in texts; null for nothing.</summary>
    public Redaction? Redaction { get; init; }

    /// <summary>Gets the options that were added later, as typed. They are absent from the checkpoints of earlier versions.</summary>
    public IReadOnlyDictionary<string, string> OtherArguments { get; init; } = new Dictionary<string, string>();

    public bool IsFolder => Format == ExportFormat.Parquet;

    /// <summary>Gets the folder of the checkpoint. Engines that read a folder skip names with a leading underscore.</summary>
    public string StatePath => IsFolder ? Path.Combine(Output, "_gwlogs") : Output + ".gwlogs";

    /// <summary>Gets the arguments that must be the same in all runs with the same output.</summary>
    public IReadOnlyDictionary<string, string> CanonicalArguments => new Dictionary<string, string>(Selection.CanonicalArguments.Concat(OtherArguments))
    {
        ["gateway"] = Source,
        ["--format"] = GetName(Format),
        ["--compress"] = GetName(Compression),
        ["--with-bodies"] = GetName(Bodies),
        ["--checkpoint-every"] = CheckpointEvery.ToString(CultureInfo.InvariantCulture),
    };

    private static string GetName<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select(char.ToLowerInvariant));
}
