using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>One SQLite database: readers side by side, one writer at a time.</summary>
internal sealed class LogDatabase : IDisposable
{
    private readonly string _connectionString;
    private readonly bool _inMemory;
    private readonly ReaderWriterLockSlim _gate = new();

    // Open for as long as the emulator lives: a database in memory is gone with its last connection.
    private readonly SqliteConnection _writer;

    public LogDatabase(string? path)
    {
        _inMemory = path is null;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path ?? $"gateway-logs-{Guid.NewGuid():N}",
            Mode = _inMemory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = _inMemory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
        }.ConnectionString;
        _writer = new SqliteConnection(_connectionString);
        _writer.Open();

        // NORMAL outlives a killed process, the database's only danger here; FULL would also outlive a power cut, at an fsync a write.
        Execute(_writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;");
    }

    /// <summary>Runs <paramref name="query"/> on one consistent snapshot.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        // WAL readers need no lock. A shared in-memory cache has none of WAL's snapshots, and would answer SQLITE_LOCKED.
        if (_inMemory)
        {
            _gate.EnterReadLock();
        }

        try
        {
            using SqliteConnection reader = new(_connectionString);
            reader.Open();
            using SqliteTransaction snapshot = reader.BeginTransaction(deferred: true);
            return query(reader);
        }
        finally
        {
            if (_inMemory)
            {
                _gate.ExitReadLock();
            }
        }
    }

    /// <summary>Runs <paramref name="command"/> in one transaction: all of it is kept, or none.</summary>
    public T Write<T>(Func<SqliteConnection, T> command)
    {
        _gate.EnterWriteLock();
        try
        {
            using SqliteTransaction transaction = _writer.BeginTransaction();
            T result = command(_writer);
            Execute(_writer, "UPDATE changes SET number = number + 1");
            transaction.Commit();
            return result;
        }
        finally
        {
            _gate.ExitWriteLock();
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
        _writer.Dispose();
        SqliteConnection.ClearPool(_writer);
        _gate.Dispose();
    }
}
