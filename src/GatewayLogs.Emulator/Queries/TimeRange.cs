using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Queries;

/// <summary>The milliseconds from one on, up to another that is not included; the first and the last that there are stand for no limit.</summary>
internal readonly record struct TimeRange(long Start, long End)
{
    public static TimeRange All { get; } = new(long.MinValue, long.MaxValue);

    public bool IsEmpty => End <= Start;

    /// <summary>The part of it that is later than an instant, which may lie within a millisecond.</summary>
    public TimeRange After(double instant) => this with { Start = Math.Max(Start, (long)Math.Floor(instant) + 1) };

    /// <summary>The part of it that is earlier than an instant.</summary>
    public TimeRange Before(double instant) => this with { End = Math.Min(End, (long)Math.Ceiling(instant)) };

    /// <summary>What a row within it fulfils.</summary>
    public IEnumerable<string> Terms =>
        ((string?[])[Start == All.Start ? null : "created_at >= $start", End == All.End ? null : "created_at < $end"]).OfType<string>();

    /// <summary>Gives its limits to a command that holds <see cref="Terms"/>.</summary>
    public void BindTo(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$start", Start);
        command.Parameters.AddWithValue("$end", End);
    }
}
