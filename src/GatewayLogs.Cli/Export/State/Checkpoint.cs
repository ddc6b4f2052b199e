namespace GatewayLogs.Cli.Export.State;

/// <summary>How far an export is: what is at rest, and where to go on. What it says is true of files that are on the disk already.</summary>
internal sealed record Checkpoint
{
    public const int CurrentVersion = 1;

    /// <summary>The form of this file.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What the export was asked for: option and value. Another question needs another output.</summary>
    public required IReadOnlyDictionary<string, string> Asked { get; init; }

    /// <summary>How many times the export was started anew, from 1; going on after an interruption does not count.</summary>
    public required int Run { get; init; }

    /// <summary>Whether this run reached its end.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The first millisecond of the whole export, fixed when it was first started; null for none.</summary>
    public long? Since { get; init; }

    /// <summary>The first millisecond of this run; null for none.</summary>
    public long? From { get; init; }

    /// <summary>The first millisecond behind this run, fixed at its start.</summary>
    public required long Until { get; init; }

    /// <summary>From which millisecond on the ids of all rows at rest are remembered.</summary>
    public required long RememberedFrom { get; init; }

    /// <summary>Where the walk of this run stands; null for its beginning.</summary>
    public string? Position { get; init; }

    /// <summary>How many rows are at rest, of all runs.</summary>
    public long Rows { get; init; }

    /// <summary>How many bodies could not be had, of all runs.</summary>
    public long FailedBodies { get; init; }

    /// <summary>The ids that this run remembers.</summary>
    public FileMark Ids { get; init; } = FileMark.Empty;

    /// <summary>The file that grows: the output, or for Parquet the rows that wait for their file.</summary>
    public FileMark File { get; init; } = FileMark.Empty;

    /// <summary>How many Parquet files are complete.</summary>
    public int Parts { get; init; }

    /// <summary>How many rows wait for the next Parquet file.</summary>
    public int WaitingRows { get; init; }

    /// <summary>Which date they are of.</summary>
    public string? WaitingDate { get; init; }
}
