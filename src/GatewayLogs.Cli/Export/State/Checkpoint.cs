namespace GatewayLogs.Cli.Export.State;

/// <summary>How far an export is: what is persisted, and where it resumes. It describes only what is on the disk already.</summary>
internal sealed record Checkpoint
{
    public const int CurrentVersion = 2;

    /// <summary>The format of this file.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What the export was asked for: option and value. Another query needs another output.</summary>
    public required IReadOnlyDictionary<string, string> CanonicalArguments { get; init; }

    /// <summary>How many times the export was run to its end and started again, from 1; to resume after an interruption does not count.</summary>
    public required int Run { get; init; }

    /// <summary>Whether this run reached its end.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The first millisecond of the whole export, fixed when it was first started; null for none.</summary>
    public long? Since { get; init; }

    /// <summary>The first millisecond of this run; null for none.</summary>
    public long? From { get; init; }

    /// <summary>The first millisecond after this run, fixed at its start.</summary>
    public required long Until { get; init; }

    /// <summary>From which millisecond on the ids of all persisted rows are remembered.</summary>
    public required long RememberedFrom { get; init; }

    /// <summary>The cursor of this run; null for its beginning.</summary>
    public string? Position { get; init; }

    /// <summary>How many rows are persisted, of all runs.</summary>
    public long Rows { get; init; }

    /// <summary>How many bodies could not be read, of this run.</summary>
    public long FailedBodies { get; init; }

    /// <summary>The remembered ids.</summary>
    public FileMark Ids { get; init; } = FileMark.Empty;

    /// <summary>The file that grows: the output, or for Parquet the rows that wait for their file; null when there is none yet.</summary>
    public FileMark? File { get; init; }

    /// <summary>The length in bytes of each complete Parquet file, in the order of their numbers.</summary>
    public IReadOnlyList<long> Parts { get; init; } = [];

    /// <summary>How many rows wait for the next Parquet file.</summary>
    public int WaitingRows { get; init; }

    /// <summary>The date of the waiting rows.</summary>
    public string? WaitingDate { get; init; }

    /// <summary>The SHA-256 of this file with an empty string here.</summary>
    public string Sha256 { get; init; } = "";
}
