using System.Reflection;
using System.Text.Json;
using GatewayLogs.Emulator.Queries;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>What the endpoints do to the logs of one gateway.</summary>
internal sealed class LogStore : IDisposable
{
    private const int InsertsPerTransaction = 10_000;
    private const long SchemaVersion = 1;

    private readonly LogDatabase _database;

    private LogStore(string? path) => _database = new LogDatabase(path);

    /// <summary>Opens a database, and makes it, with the logs given, unless that has been done before.</summary>
    /// <exception cref="InvalidOperationException">The database was made by another version of the emulator.</exception>
    public static LogStore Open(string? path, IEnumerable<EmulatedLog> firstLogs, CancellationToken cancellationToken)
    {
        LogStore store = new(path);
        try
        {
            store.Prepare(firstLogs, cancellationToken);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Writes <c>result</c> and <c>result_info</c>.</summary>
    public void WritePage(Utf8JsonWriter json, ListQuery query) => _database.Read(connection =>
    {
        using SqliteCommand page = Command(
            connection, $"SELECT {LogColumn.SelectList} FROM logs{query.Conditions.Where}{query.OrderBy} LIMIT $limit OFFSET $offset");
        query.Conditions.BindTo(page);
        page.Parameters.AddWithValue("$limit", query.PerPage);
        page.Parameters.AddWithValue("$offset", (query.Page - 1) * query.PerPage);

        json.WriteStartArray("result");
        int count = 0;
        using (SqliteDataReader rows = page.ExecuteReader())
        {
            for (; rows.Read(); count++)
            {
                json.WriteStartObject();
                LogColumn.WriteRow(json, rows);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        ResultInfo.Write(json, connection, query, count);
        return count;
    });

    /// <summary>Writes the object of one log with the heads of its bodies; false when there is no such log.</summary>
    public bool TryWriteDetail(Utf8JsonWriter json, string id) => _database.Read(connection =>
    {
        using SqliteCommand command = Command(
            connection,
            $"SELECT {LogColumn.SelectList}, {BodyHead.SelectList("request")}, {BodyHead.SelectList("response")} FROM logs WHERE id = $id");
        command.Parameters.AddWithValue("$id", id);
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read())
        {
            return false;
        }

        json.WriteStartObject();
        LogColumn.WriteRow(json, row);
        BodyHead.Write(json, row, "request", LogColumn.OnTheWire.Count);
        BodyHead.Write(json, row, "response", LogColumn.OnTheWire.Count + BodyHead.ColumnCount);
        json.WriteEndObject();
        return true;
    });

    /// <summary>The stored body of one side, or null when there is no such log or it was not kept.</summary>
    public StoredBody? FindBody(string id, string side) => _database.Read(connection =>
    {
        using SqliteCommand command = Command(
            connection,
            "SELECT content, content_type, is_json FROM bodies WHERE side = $side AND log = (SELECT seq FROM logs WHERE id = $id)");
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$side", side);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? new StoredBody(row.GetFieldValue<byte[]>(0), row.GetString(1), row.GetBoolean(2)) : null;
    });

    /// <summary>Sets the columns of a patch; false when there is no such log.</summary>
    public bool Patch(string id, LogPatch patch, DateTimeOffset now) => _database.Write(connection =>
    {
        using SqliteCommand command = Command(
            connection,
            $"UPDATE logs SET {string.Concat(patch.Columns.Keys.Select(column => $"{column} = ${column}, "))}" +
            "updated_at = iif($changes, $now, updated_at) WHERE id = $id");
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$changes", patch.Columns.Count > 0);
        foreach ((string column, object? value) in patch.Columns)
        {
            command.Parameters.AddWithValue("$" + column, value ?? DBNull.Value);
        }

        return command.ExecuteNonQuery() > 0;
    });

    /// <summary>Deletes the first logs that match, in the order asked for.</summary>
    public int Delete(DeleteQuery query) => _database.Write(connection =>
    {
        using SqliteCommand command = Command(
            connection,
            $"DELETE FROM logs WHERE seq IN (SELECT seq FROM logs{query.Conditions.Where}{query.OrderBy} LIMIT $limit)");
        query.Conditions.BindTo(command);
        command.Parameters.AddWithValue("$limit", query.Limit);
        return command.ExecuteNonQuery();
    });

    /// <summary>Inserts logs, ten thousand to a transaction.</summary>
    public void Insert(IEnumerable<EmulatedLog> logs, CancellationToken cancellationToken)
    {
        foreach (EmulatedLog[] chunk in logs.Chunk(InsertsPerTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _database.Write(connection =>
            {
                using LogInserter inserter = new(connection);
                Array.ForEach(chunk, inserter.Insert);
                return chunk.Length;
            });
        }
    }

    public void Dispose() => _database.Dispose();

    private void Prepare(IEnumerable<EmulatedLog> firstLogs, CancellationToken cancellationToken)
    {
        long version = _database.Read(connection => Scalar(connection, "PRAGMA user_version"));
        if (version == SchemaVersion)
        {
            return;
        }

        if (version != 0)
        {
            throw new InvalidOperationException($"The database has schema version {version}; this emulator reads version {SchemaVersion}.");
        }

        // The version is written last, so a seeding that was killed half way begins again.
        Execute(Sql("Schema.sql") + "DELETE FROM logs;");
        Insert(firstLogs, cancellationToken);
        Execute(Sql("Indexes.sql") + $"PRAGMA user_version = {SchemaVersion};");
    }

    private void Execute(string sql) => _database.Write(connection => LogDatabase.Execute(connection, sql));

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql) => LogDatabase.Command(connection, sql);

    private static string Sql(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
