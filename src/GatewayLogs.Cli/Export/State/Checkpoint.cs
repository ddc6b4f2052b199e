using System.Globalization;
using System.Text.Json.Serialization;

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

    /// <summary>How many bodies could not be had, of this run.</summary>
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

    /// <summary>Whether an export can have come so far: a file that was damaged may say anything.</summary>
    [JsonIgnore]
    public bool IsPossible =>
        this is { Asked: not null, Run: > 0, Rows: >= 0, FailedBodies: >= 0, Ids.IsPossible: true, File.IsPossible: true, Parts: >= 0, WaitingRows: >= 0 }
        && IsInstant(Since ?? 0) && IsInstant(From ?? 0) && IsInstant(Until) && IsInstant(RememberedFrom)
        && (Position is null || GatewayLogPosition.TryParse(Position, out _))
        && (WaitingDate is null ? WaitingRows == 0 : DateOnly.TryParseExact(WaitingDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    // The millisecond before it must be an instant as well: questions begin there.
    private static bool IsInstant(long milliseconds) =>
        milliseconds > DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
