using System.Globalization;

namespace GatewayLogs.Cli.Export;

/// <summary>What an export is asked to do.</summary>
internal sealed record ExportPlan
{
    public required ExportSelection Selection { get; init; }

    /// <summary>The account and the gateway.</summary>
    public required string Source { get; init; }

    /// <summary>The full path of the file or folder.</summary>
    public required string Output { get; init; }

    public required ExportFormat Format { get; init; }

    public ExportCompression Compression { get; init; }

    public ExportBodies Bodies { get; init; }

    /// <summary>How far before its end a later run looks for logs that arrived late.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How old a log must be to be exported.</summary>
    public TimeSpan IndexingDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many rows are written from one checkpoint to the next.</summary>
    public int CheckpointEvery { get; init; } = 1_000;

    public bool IsFolder => Format == ExportFormat.Parquet;

    /// <summary>Where the checkpoint is: engines that read a folder skip what begins with an underscore.</summary>
    public string StatePath => IsFolder ? Path.Combine(Output, "_gwlogs") : Output + ".gwlogs";

    /// <summary>What must be the same for an export to go on with another's output.</summary>
    public IReadOnlyDictionary<string, string> CanonicalArguments => new Dictionary<string, string>(Selection.CanonicalArguments)
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
