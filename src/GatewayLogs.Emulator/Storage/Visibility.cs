using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Defines which logs are visible at one moment. Quirks hide late rows, rows with a pending deletion, and new costs.</summary>
internal sealed class Visibility
{
    private const string Table = "logs";

    private readonly long _now;
    private readonly long _lateness;
    private readonly long _freshness;
    private readonly long _staleness;

    public Visibility(EmulatorQuirks quirks, DateTimeOffset now, bool hasPendingDeletions)
    {
        _now = now.ToUnixTimeMilliseconds();
        _lateness = Milliseconds(quirks.LateRows);
        _freshness = Milliseconds(quirks.CostNullAtFirst);
        _staleness = Milliseconds(quirks.AsynchronousDelete);
        Rows = Source(hasPendingDeletions ? "(deleted_at IS NULL OR deleted_at > $now)" : null);
        CountedRows = Source(hasPendingDeletions ? "(deleted_at IS NULL OR deleted_at > $now - $staleness)" : null);
    }

    /// <summary>Gets the FROM source of the visible rows.</summary>
    public string Rows { get; }

    /// <summary>Gets the FROM source of the rows that <c>total_count</c> counts.</summary>
    public string CountedRows { get; }

    /// <summary>Adds the parameters to a command that reads from <see cref="Rows"/> or <see cref="CountedRows"/>.</summary>
    public void BindTo(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$now", _now);
        command.Parameters.AddWithValue("$lateness", _lateness);
        command.Parameters.AddWithValue("$freshness", _freshness);
        command.Parameters.AddWithValue("$staleness", _staleness);
    }

    // SQLite merges a subquery on a single table into the outer query, so it uses the same indexes as the table.
    private string Source(string? stillThere)
    {
        string[] terms = [.. new[] { _lateness > 0 ? "written_at + $lateness <= $now" : null, stillThere }.OfType<string>()];
        if (terms.Length == 0 && _freshness == 0)
        {
            return Table;
        }

        var columns = LogColumn.All
            .Where(column => column.Constant is null)
            .Select(column => column.Name)
            .Append("seq")
            .Select(column => _freshness > 0 && column is "cost" or "cost_number" ? Priced(column) : column);
        var where = terms.Length == 0 ? "" : " WHERE " + string.Join(" AND ", terms);
        return $"(SELECT {string.Join(", ", columns)} FROM {Table}{where})";
    }

    private static string Priced(string column) => $"iif(written_at + $freshness > $now, NULL, {column}) AS {column}";

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
