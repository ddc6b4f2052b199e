using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>One SQLite database: readers side by side, one writer at a time.</summary>
internal sealed class LogDatabase : IDisposable
{
    // "GwLg", SQLite's mark of which program a file belongs to.
    private const int ApplicationId = 0x47774C67;

    private readonly string _connectionString;
    private readonly bool _inMemory;
    private readonly ReaderWriterLockSlim _gate = new();

    // Open for as long as the emulator lives: a database in memory is gone with its last connection.
    private readonly SqliteConnection _writer;

    public LogDatabase(string? path)
    {
        FilePath = path is null ? null : Path.GetFullPath(path);
        _inMemory = path is null;
        _connectionString = new SqliteConnectionStringBuilder
        {
            // The full path, since SQLite reads some names, such as :memory:, as something else than a file.
            DataSource = FilePath ?? $"gateway-logs-{Guid.NewGuid():N}",
            Mode = _inMemory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = _inMemory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
        }.ConnectionString;
        _writer = new SqliteConnection(_connectionString);
        try
        {
            CreatePrivately();
            _writer.Open();
            RequireOwnOrNew();

            // NORMAL outlives a killed process, the database's only danger here; FULL would also outlive a power cut, at an fsync a write.
            Execute(
                _writer,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA application_id = {ApplicationId};");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the file; null for a database in memory.</summary>
    public string? FilePath { get; }

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

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        return (long)command.ExecuteScalar()!;
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

    /// <summary>Creates a file that only its owner can read: the bodies of logs are prompts. SQLite would leave that to the umask.</summary>
    private void CreatePrivately()
    {
        if (FilePath is not null && !OperatingSystem.IsWindows() && !Path.Exists(FilePath) && Directory.Exists(Path.GetDirectoryName(FilePath)))
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            try
            {
                using FileStream file = new(
                    FilePath, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = owner });
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException(StartFailure.Database(FilePath, "it cannot be created there"), exception);
            }
        }
    }

    /// <summary>Refuses a database of another program, before anything is written to it.</summary>
    private void RequireOwnOrNew()
    {
        long id = Scalar(_writer, "PRAGMA application_id");
        if (id != ApplicationId && (id != 0 || Scalar(_writer, "SELECT count(*) FROM sqlite_master") > 0))
        {
            throw new IOException(
                StartFailure.Database(FilePath!, "it is an SQLite database, but not one that this version of the emulator has made"));
        }
    }
}
