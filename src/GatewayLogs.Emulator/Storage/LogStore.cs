using System.Buffers;
using System.Reflection;
using GatewayLogs.Emulator.Queries;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Changes the logs of the gateway. Each change is one transaction.</summary>
internal sealed class LogStore(LogDatabase database, EmulatorState state)
{
    private const int InsertsPerTransaction = 10_000;
    private const long SchemaVersion = 5;

    /// <summary>Creates and seeds the database, unless it already exists.</summary>
    /// <exception cref="IOException">The database was created by another version of the emulator.</exception>
    public void Prepare(IEnumerable<EmulatedLog> firstLogs, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var version = database.Read(connection => LogDatabase.Scalar(connection, "PRAGMA user_version"));
        if (version == SchemaVersion)
        {
            // SQLite opens a read-only file without an error; only a write fails.
            Execute($"PRAGMA user_version = {SchemaVersion};");

            // Deletions that were pending when the database was closed are still pending.
            if (database.Read(connection => LogDatabase.Scalar(connection, "SELECT count(*) FROM logs WHERE deleted_at IS NOT NULL")) > 0)
            {
                state.MarkPendingDeletions();
            }

            return;
        }

        if (version != 0)
        {
            throw new IOException(StartFailure.Database(
                database.FilePath!, $"its schema has version {version}, and this emulator reads version {SchemaVersion}"));
        }

        // The version is written last, so that an interrupted seeding starts over.
        Execute(Sql("Schema.sql") + "DELETE FROM logs; DELETE FROM ledger;");
        Insert(firstLogs, writtenAt: null, InsertsPerTransaction, progress, cancellationToken);
        Execute(Sql("Indexes.sql") + $"PRAGMA user_version = {SchemaVersion};");
    }

    /// <summary>Deletes all logs and the ledger, and inserts other logs.</summary>
    public void Reset(IEnumerable<EmulatedLog> firstLogs, CancellationToken cancellationToken)
    {
        Execute("DELETE FROM logs; DELETE FROM ledger;");
        Insert(firstLogs, writtenAt: null, InsertsPerTransaction, progress: null, cancellationToken);
    }

    /// <summary>Inserts logs that are written now, in transactions of 10,000.</summary>
    public void Insert(IEnumerable<EmulatedLog> logs, CancellationToken cancellationToken) =>
        Insert(logs, state.Clock.GetUtcNow(), InsertsPerTransaction, progress: null, cancellationToken);

    /// <summary>Inserts all logs in one transaction.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="seeded">Whether the logs count as written when they were created, instead of now.</param>
    /// <returns>The number of logs.</returns>
    public int InsertAtOnce(IReadOnlyCollection<EmulatedLog> logs, bool seeded)
    {
        Insert(logs, seeded ? null : state.Clock.GetUtcNow(), Math.Max(1, logs.Count), progress: null, CancellationToken.None);
        return logs.Count;
    }

    /// <summary>Sets the columns of a patch; returns false if the log does not exist.</summary>
    public bool Patch(string id, LogPatch patch) => database.Write(connection =>
    {
        var visibility = state.Visibility();
        using var command = LogDatabase.Command(
            connection,
            $"UPDATE logs SET {string.Concat(patch.Columns.Keys.Select(column => $"{column} = ${column}, "))}" +
            $"updated_at = iif($changes, $updated, updated_at) WHERE seq = (SELECT seq FROM {visibility.Rows} WHERE id = $id) RETURNING "
            + $"{LogColumn.SelectList}, seq");
        visibility.BindTo(command);
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$updated", state.ServiceTime.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$changes", patch.Columns.Count > 0);
        foreach ((var column, var value) in patch.Columns)
        {
            command.Parameters.AddWithValue("$" + column, value ?? DBNull.Value);
        }

        using var row = command.ExecuteReader();
        if (!row.Read())
        {
            return false;
        }

        Ledger.RecordPatch(connection, row.GetInt64(LogColumn.OnTheWire.Count), LogColumn.HashRow(new ArrayBufferWriter<byte>(), row));
        return true;
    });

    /// <summary>Deletes the first matching logs in the requested order, immediately or after the delay of a quirk.</summary>
    /// <returns>The number of rows that still match, if the quirk that reports it is on.</returns>
    public long? Delete(DeleteQuery query) => database.Write(connection =>
    {
        var visibility = state.Visibility();
        Purge(connection, visibility);
        using var command = LogDatabase.Command(
            connection, RowsSql($"SELECT seq FROM {visibility.Rows}{query.Conditions.Where}{query.OrderBy} LIMIT $limit"));
        visibility.BindTo(command);
        query.Conditions.BindTo(command);
        command.Parameters.AddWithValue("$limit", query.Limit);
        Remove(connection, command, state.Quirks.AsynchronousDelete);
        return state.Quirks.DeleteReportsTotalCount ? ResultInfo.Count(connection, visibility, query.Conditions) : default(long?);
    });

    private static string RowsSql(string selection) => $"SELECT json_group_array(seq) FROM ({selection})";

    private void Insert(
        IEnumerable<EmulatedLog> logs, DateTimeOffset? writtenAt, int perTransaction, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var inserted = 0;
        foreach (var chunk in logs.Chunk(perTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            inserted += database.Write(connection =>
            {
                using var inserter = new LogInserter(connection, writtenAt);
                Array.ForEach(chunk, inserter.Insert);
                Retain(connection);
                return chunk.Length;
            });
            progress?.Report(inserted);
        }
    }

    private void Retain(SqliteConnection connection)
    {
        if (state.Quirks.Retention is not int kept)
        {
            return;
        }

        // Computed as a difference, because both counts are read from an index and this query runs on every insertion.
        using var command = LogDatabase.Command(
            connection,
            RowsSql(
                "SELECT seq FROM logs WHERE deleted_at IS NULL ORDER BY created_at, id " +
                "LIMIT max(0, (SELECT count(*) FROM logs) - (SELECT count(*) FROM logs WHERE deleted_at IS NOT NULL) - $kept)"));
        command.Parameters.AddWithValue("$kept", kept);
        Remove(connection, command, TimeSpan.Zero);
    }

    /// <summary>Deletes the rows returned by <paramref name="selection"/>, after a delay.</summary>
    private void Remove(SqliteConnection connection, SqliteCommand selection, TimeSpan delay)
    {
        string rows;
        using (var selected = selection.ExecuteReader())
        {
            selected.Read();
            rows = selected.GetString(0);
        }

        var deletedAt = state.Clock.GetUtcNow() + delay;
        Ledger.RecordDeletion(connection, rows, deletedAt);
        if (delay > TimeSpan.Zero)
        {
            state.MarkPendingDeletions();
        }

        using var command = LogDatabase.Command(
            connection,
            (delay > TimeSpan.Zero ? "UPDATE logs SET deleted_at = coalesce(deleted_at, $deleted)" : "DELETE FROM logs") +
            " WHERE seq IN (SELECT value FROM json_each($rows))");
        command.Parameters.AddWithValue("$rows", rows);
        command.Parameters.AddWithValue("$deleted", deletedAt.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    /// <summary>Deletes rows from the table that are neither visible nor counted any longer.</summary>
    private static void Purge(SqliteConnection connection, Visibility visibility)
    {
        using var command = LogDatabase.Command(connection, "DELETE FROM logs WHERE deleted_at <= $now - $staleness");
        visibility.BindTo(command);
        command.ExecuteNonQuery();
    }

    private static string Sql(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private void Execute(string sql) => database.Write(connection => LogDatabase.Execute(connection, sql));
}
