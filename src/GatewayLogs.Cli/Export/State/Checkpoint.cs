using System.Text.Json.Serialization;

namespace GatewayLogs.Cli.Export.State;

/// <summary>The progress of an export. A checkpoint describes only data that is already flushed to disk.</summary>
internal sealed record Checkpoint
{
    public const int CurrentVersion = 3;

    /// <summary>Gets the version of the file format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the arguments of the export by option. Another query needs another output.</summary>
    public required IReadOnlyDictionary<string, string> CanonicalArguments { get; init; }

    /// <summary>Gets the number of the run, from 1. Resuming an interrupted run does not increment it.</summary>
    public required int Run { get; init; }

    /// <summary>Gets whether this run finished.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Gets the first millisecond of the export, fixed at its first start; null for none.</summary>
    public long? Since { get; init; }

    /// <summary>Gets the first millisecond of this run; null for none.</summary>
    public long? From { get; init; }

    /// <summary>Gets the upper limit of this run in milliseconds (exclusive), fixed at its start.</summary>
    public required long Until { get; init; }

    /// <summary>Gets the millisecond from which the ids of all persisted rows are recorded.</summary>
    public required long RememberedFrom { get; init; }

    /// <summary>Gets the cursor of this run; null at its start.</summary>
    public string? Position { get; init; }

    /// <summary>Gets the number of persisted rows of all runs, including those that <see cref="LeftOut"/> counts.</summary>
    public long Rows { get; init; }

    /// <summary>Gets the number of bodies of this run that could not be read.</summary>
    public long FailedBodies { get; init; }

    /// <summary>Gets the mark of the file of exported ids.</summary>
    public FileMark Ids { get; init; } = FileMark.Empty;

    /// <summary>Gets the mark of the output, or for Parquet of the waiting rows; null if the file does not exist yet.</summary>
    public FileMark? File { get; init; }

    /// <summary>Gets the length in bytes of each complete Parquet file, in the order of their numbers.</summary>
    public IReadOnlyList<long> Parts { get; init; } = [];

    /// <summary>Gets the number of rows that wait for the next Parquet file.</summary>
    public int WaitingRows { get; init; }

    /// <summary>Gets the date of the waiting rows.</summary>
    public string? WaitingDate { get; init; }

    /// <summary>Gets the number of logs that all runs left out, by reason; null if the format has a row for each log.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, long>? LeftOut { get; init; }

    /// <summary>Gets the mark of the hashes of written messages; null unless they are written only once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileMark? Seen { get; init; }

    /// <summary>Gets the largest hash of the sample; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ulong? SampleLimit { get; init; }

    /// <summary>Gets whether no row was written, so that nothing depends on the arguments of the export.</summary>
    [JsonIgnore]
    public bool IsEmpty => Rows == 0 && Parts.Count == 0 && File is null or { Length: 0 };

    /// <summary>Gets the SHA-256 of the checkpoint file, computed with an empty string for this member.</summary>
    public string Sha256 { get; init; } = "";
}
