using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>One SQLite database: readers side by side, one writer at a time.</summary>
internal sealed class LogDatabase : IDisposable
{
    private readonly string connectionString;
    private readonly bool inMemory;
    private readonly ReaderWriterLockSlim gate = new();

    // Open for as long as the emulator lives: a database in memory is gone with its last connection.
    private readonly SqliteConnection writer;

    public LogDatabase(string? path)
    {
        inMemory = path is null;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path ?? $"gateway-logs-{Guid.NewGuid():N}",
            Mode = inMemory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = inMemory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
        }.ConnectionString;
        writer = new SqliteConnection(connectionString);
        writer.Open();

        // NORMAL outlives a killed process, the database's only danger here; FULL would also outlive a power cut, at an fsync a write.
        Execute(writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;");
    }

    /// <summary>Runs <paramref name="query"/> on one consistent snapshot.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        // WAL readers need no lock. A shared in-memory cache has none of WAL's snapshots, and would answer SQLITE_LOCKED.
        if (inMemory)
        {
            gate.EnterReadLock();
        }

        try
        {
            using SqliteConnection reader = new(connectionString);
            reader.Open();
            using SqliteTransaction snapshot = reader.BeginTransaction(deferred: true);
            return query(reader);
        }
        finally
        {
            if (inMemory)
            {
                gate.ExitReadLock();
            }
        }
    }

    /// <summary>Runs <paramref name="command"/> in one transaction: all of it is kept, or none.</summary>
    public T Write<T>(Func<SqliteConnection, T> command)
    {
        gate.EnterWriteLock();
        try
        {
            using SqliteTransaction transaction = writer.BeginTransaction();
            T result = command(writer);
            transaction.Commit();
            return result;
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    public static int Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        return command.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL for injection: every text is composed of this assembly's constants; what a caller sends is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public void Dispose()
    {
        writer.Dispose();
        SqliteConnection.ClearPool(writer);
        gate.Dispose();
    }
}
