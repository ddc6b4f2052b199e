using System.Buffers;
using System.Reflection;
using GatewayLogs.Emulator.Queries;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>What changes the logs of one gateway. Each change is one transaction: it is kept whole, or not at all.</summary>
internal sealed class LogStore(LogDatabase database, EmulatorState state)
{
    private const int InsertsPerTransaction = 10_000;
    private const long SchemaVersion = 4;

    /// <summary>Makes the database, with the logs given, unless that has been done before.</summary>
    /// <exception cref="IOException">The database was made by another version of the emulator.</exception>
    public void Prepare(IEnumerable<EmulatedLog> firstLogs, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        long version = database.Read(connection => LogDatabase.Scalar(connection, "PRAGMA user_version"));
        if (version == SchemaVersion)
        {
            // Each write counts itself in a table. SQLite opens a file that cannot be written without an error.
            database.Write(_ => 0);

            // A deletion that was under way when the database was closed still has its time to take.
            if (database.Read(connection => LogDatabase.Scalar(connection, "SELECT count(*) FROM logs WHERE vanishes_at IS NOT NULL")) > 0)
            {
                state.RowsVanish();
            }

            return;
        }

        if (version != 0)
        {
            throw new IOException(StartFailure.Database(database.FilePath!, $"its schema has version {version}, and this emulator reads version {SchemaVersion}"));
        }

        // The version is written last, so a seeding that was killed half way begins again.
        Execute(Sql("Schema.sql") + "DELETE FROM logs; DELETE FROM ledger;");
        Insert(firstLogs, writtenAt: null, InsertsPerTransaction, progress, cancellationToken);
        Execute(Sql("Indexes.sql") + $"PRAGMA user_version = {SchemaVersion};");
    }

    /// <summary>Forgets every log, the ledger with them, and writes others.</summary>
    public void Reset(IEnumerable<EmulatedLog> firstLogs, CancellationToken cancellationToken)
    {
        Execute("DELETE FROM logs; DELETE FROM ledger;");
        Insert(firstLogs, writtenAt: null, InsertsPerTransaction, progress: null, cancellationToken);
    }

    /// <summary>Inserts logs that are written now, ten thousand to a transaction.</summary>
    public void Insert(IEnumerable<EmulatedLog> logs, CancellationToken cancellationToken) =>
        Insert(logs, state.Clock.GetUtcNow(), InsertsPerTransaction, progress: null, cancellationToken);

    /// <summary>Inserts all of the logs, or none.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="seeded">Whether they were written when they were created, and not now.</param>
    /// <returns>How many there were.</returns>
    public int InsertAtOnce(IReadOnlyCollection<EmulatedLog> logs, bool seeded)
    {
        Insert(logs, seeded ? null : state.Clock.GetUtcNow(), Math.Max(1, logs.Count), progress: null, CancellationToken.None);
        return logs.Count;
    }

    /// <summary>Sets the columns of a patch; false when there is no such log.</summary>
    public bool Patch(string id, LogPatch patch) => database.Write(connection =>
    {
        Visibility seen = state.Visibility();
        using SqliteCommand command = LogDatabase.Command(
            connection,
            $"UPDATE logs SET {string.Concat(patch.Columns.Keys.Select(column => $"{column} = ${column}, "))}" +
            $"updated_at = iif($changes, $updated, updated_at) WHERE seq = (SELECT seq FROM {seen.Rows} WHERE id = $id) RETURNING {LogColumn.SelectList}, seq");
        seen.BindTo(command);
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$updated", state.ServiceTime.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$changes", patch.Columns.Count > 0);
        foreach ((string column, object? value) in patch.Columns)
        {
            command.Parameters.AddWithValue("$" + column, value ?? DBNull.Value);
        }

        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read())
        {
            return false;
        }

        Ledger.NotePatch(connection, row.GetInt64(LogColumn.OnTheWire.Count), LogColumn.HashRow(new ArrayBufferWriter<byte>(), row));
        return true;
    });

    /// <summary>Deletes the first logs that match, in the requested order: now, or when the quirk says.</summary>
    /// <returns>How many rows still match, if the quirk is on that reports them.</returns>
    public long? Delete(DeleteQuery query) => database.Write(connection =>
    {
        Visibility seen = state.Visibility();
        Purge(connection, seen);
        using SqliteCommand command = LogDatabase.Command(
            connection, RowsSql($"SELECT seq FROM {seen.Rows}{query.Conditions.Where}{query.OrderBy} LIMIT $limit"));
        seen.BindTo(command);
        query.Conditions.BindTo(command);
        command.Parameters.AddWithValue("$limit", query.Limit);
        Remove(connection, command, state.Quirks.AsynchronousDelete);
        return state.Quirks.DeleteReportsTotalCount ? CountMatching(connection, seen, query.Conditions) : default(long?);
    });

    private static long CountMatching(SqliteConnection connection, Visibility seen, Conditions conditions)
    {
        using SqliteCommand command = LogDatabase.Command(connection, ResultInfo.CountSql(seen.CountedRows, conditions.Where));
        seen.BindTo(command);
        conditions.BindTo(command);
        return (long)command.ExecuteScalar()!;
    }

    private static string RowsSql(string selection) => $"SELECT json_group_array(seq) FROM ({selection})";

    private void Insert(
        IEnumerable<EmulatedLog> logs, DateTimeOffset? writtenAt, int perTransaction, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        int inserted = 0;
        foreach (EmulatedLog[] chunk in logs.Chunk(perTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            inserted += database.Write(connection =>
            {
                using LogInserter inserter = new(connection, writtenAt);
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

        // Counted as a difference, since both counts are read off an index: this is done at each insertion.
        using SqliteCommand command = LogDatabase.Command(
            connection,
            RowsSql(
                "SELECT seq FROM logs WHERE vanishes_at IS NULL ORDER BY created_at, id " +
                "LIMIT max(0, (SELECT count(*) FROM logs) - (SELECT count(*) FROM logs WHERE vanishes_at IS NOT NULL) - $kept)"));
        command.Parameters.AddWithValue("$kept", kept);
        Remove(connection, command, TimeSpan.Zero);
    }

    /// <summary>Deletes the rows that <paramref name="selection"/> returns, after a delay.</summary>
    private void Remove(SqliteConnection connection, SqliteCommand selection, TimeSpan delay)
    {
        string rows;
        using (SqliteDataReader selected = selection.ExecuteReader())
        {
            selected.Read();
            rows = selected.GetString(0);
        }

        DateTimeOffset goneAt = state.Clock.GetUtcNow() + delay;
        Ledger.NoteDeletion(connection, rows, goneAt);
        if (delay > TimeSpan.Zero)
        {
            state.RowsVanish();
        }

        using SqliteCommand command = LogDatabase.Command(
            connection,
            (delay > TimeSpan.Zero ? "UPDATE logs SET vanishes_at = coalesce(vanishes_at, $gone)" : "DELETE FROM logs") +
            " WHERE seq IN (SELECT value FROM json_each($rows))");
        command.Parameters.AddWithValue("$rows", rows);
        command.Parameters.AddWithValue("$gone", goneAt.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    /// <summary>Takes from the table what has vanished and is no longer counted either.</summary>
    private static void Purge(SqliteConnection connection, Visibility seen)
    {
        using SqliteCommand command = LogDatabase.Command(connection, "DELETE FROM logs WHERE vanishes_at <= $now - $staleness");
        seen.BindTo(command);
        command.ExecuteNonQuery();
    }

    private static string Sql(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private void Execute(string sql) => database.Write(connection => LogDatabase.Execute(connection, sql));
}
