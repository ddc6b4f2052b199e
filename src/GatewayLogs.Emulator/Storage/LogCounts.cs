using GatewayLogs.Emulator.Queries;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>
/// Counts the rows that match, and remembers what it counted until something is written. Who asks for the rest of the same logs, page after
/// page, then costs a count of the rows between two pages, and not of all that are left.
/// </summary>
internal sealed class LogCounts
{
    /// <summary>How many different conditions are remembered before all are forgotten.</summary>
    private const int MostConditions = 256;

    private readonly Lock _gate = new();

    private readonly Dictionary<string, CountedPoints> _known = new(StringComparer.Ordinal);

    /// <summary>The number of the change that what is known takes in as the last.</summary>
    private long _change = -1;

    /// <summary>Counts what a snapshot has of the rows that match.</summary>
    public long Count(SqliteConnection snapshot, Visibility seen, Conditions conditions)
    {
        if (!seen.CountsTheTable)
        {
            // What is seen depends on the time, too.
            return Scalar(snapshot, ResultInfo.CountSql(seen.CountedRows, conditions.Where), conditions.BindTo, seen.BindTo);
        }

        TimeRange range = conditions.Range;
        var change = Scalar(snapshot, "SELECT number FROM changes");
        CountedPoints points = GetPoints(change, conditions, range.Start);
        return range.IsEmpty ? 0 : Before(range.End) - Before(range.Start);

        long Before(long point)
        {
            (var at, var before) = points.Nearest(point);
            if (at == point)
            {
                return before;
            }

            before += at < point ? Within(new TimeRange(at, point)) : -Within(new TimeRange(point, at));
            points.Add(point, before);
            return before;
        }

        long Within(TimeRange part) =>
            Scalar(snapshot, ResultInfo.CountSql(seen.CountedRows, conditions.WhereWithin(part)), conditions.BindTo, part.BindTo);
    }

    /// <summary>What is known of the rows that match in this very state of the table.</summary>
    private CountedPoints GetPoints(long change, Conditions conditions, long start)
    {
        lock (_gate)
        {
            if (change > _change || _known.Count >= MostConditions)
            {
                _known.Clear();
                _change = Math.Max(change, _change);
            }

            var others = conditions.IdentityOfOthers;
            if (change < _change || !_known.TryGetValue(others, out CountedPoints? points) || points.IsFull)
            {
                points = new CountedPoints(start);
                if (change == _change)
                {
                    _known[others] = points;
                }
            }

            return points;
        }
    }

    private static long Scalar(SqliteConnection snapshot, string sql, params ReadOnlySpan<Action<SqliteCommand>> binders)
    {
        using SqliteCommand command = LogDatabase.Command(snapshot, sql);
        foreach (Action<SqliteCommand> bind in binders)
        {
            bind(command);
        }

        return (long)command.ExecuteScalar()!;
    }
}
