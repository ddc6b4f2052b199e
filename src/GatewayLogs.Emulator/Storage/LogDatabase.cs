using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>The SQLite database of an emulator, with concurrent readers and a single writer.</summary>
internal sealed class LogDatabase : IDisposable
{
    // "GwLg": SQLite's application_id, which identifies the program that a file belongs to.
    private const int ApplicationId = 0x47774C67;

    private readonly string _connectionString;
    private readonly bool _inMemory;
    private readonly ReaderWriterLockSlim _gate = new();

    // Stays open for the lifetime of the emulator, because an in-memory database is deleted with its last connection.
    private readonly SqliteConnection _writer;

    public LogDatabase(string? path)
    {
        FilePath = path is null ? null : Path.GetFullPath(path);
        _inMemory = path is null;
        _connectionString = new SqliteConnectionStringBuilder
        {
            // The full path, because SQLite does not treat some names, such as :memory:, as files.
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

            // NORMAL survives a killed process, which is enough here; FULL would also survive a power failure, but costs an fsync for each
            // write.
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

    /// <summary>Gets the path of the file, or null for an in-memory database.</summary>
    public string? FilePath { get; }

    /// <summary>Runs <paramref name="query"/> on a consistent snapshot.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        // WAL readers need no lock. A shared in-memory cache has no snapshots and returns SQLITE_LOCKED instead.
        if (_inMemory)
        {
            _gate.EnterReadLock();
        }

        try
        {
            using var reader = new SqliteConnection(_connectionString);
            reader.Open();
            using var snapshot = reader.BeginTransaction(deferred: true);
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

    /// <summary>Runs <paramref name="command"/> in a transaction.</summary>
    public T Write<T>(Func<SqliteConnection, T> command)
    {
        _gate.EnterWriteLock();
        try
        {
            using var transaction = _writer.BeginTransaction();
            var result = command(_writer);
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
        using var command = Command(connection, sql);
        return command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return (long)command.ExecuteScalar()!;
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL for injection: the text contains only constants of this assembly; request values are parameters.
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

    /// <summary>Creates a file that only its owner can read, because log bodies contain prompts. SQLite would apply the umask.</summary>
    private void CreatePrivately()
    {
        if (FilePath is not null && !OperatingSystem.IsWindows() && !Path.Exists(FilePath) && Directory.Exists(Path.GetDirectoryName(FilePath)))
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            try
            {
                using var file = new FileStream(
                    FilePath, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = owner });
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException(StartFailure.Database(FilePath, "it cannot be created there"), exception);
            }
        }
    }

    /// <summary>Throws if the database belongs to another program, before anything is written to it.</summary>
    private void RequireOwnOrNew()
    {
        var id = Scalar(_writer, "PRAGMA application_id");
        if (id != ApplicationId && (id != 0 || Scalar(_writer, "SELECT count(*) FROM sqlite_master") > 0))
        {
            throw new IOException(
                StartFailure.Database(FilePath!, "it is an SQLite database that was not created by this version of the emulator"));
        }
    }
}
