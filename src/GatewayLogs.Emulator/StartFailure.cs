using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace GatewayLogs.Emulator;

/// <summary>Explains in one line why an emulator cannot start with its options, and how to fix it.</summary>
internal static class StartFailure
{
    /// <summary>Returns the explanation, or null if the options did not cause the exception.</summary>
    public static string? Explain(Exception exception, GatewayLogsEmulatorOptions options) => exception switch
    {
        SocketException socket => Listening(options, socket.Message),
        IOException { InnerException: AddressInUseException } => Listening(options, "another program already listens there"),
        SqliteException sqlite when options.DatabasePath is { } path => Database(path, Reason(sqlite, path)),
        _ => null,
    };

    /// <summary>Returns the message for a file that cannot be used as the database.</summary>
    public static string Database(string path, string reason) =>
        $"Cannot use '{path}' as the database: {reason}. Specify a writable file that was created by the emulator, or a path that does not exist yet.";

    private static string Listening(GatewayLogsEmulatorOptions options, string reason) =>
        $"Cannot listen on {options.Address} port {options.Port}: {reason}. Specify an address of this machine and a free port; port 0 selects a " +
        "free one.";

    private static string Reason(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLITE_NOTADB => "it is not an SQLite database",
        SQLITE_CORRUPT => "it is damaged",
        SQLITE_READONLY or SQLITE_PERM => "it is read-only",
        SQLITE_IOERR => "it cannot be read or written",
        SQLITE_BUSY or SQLITE_LOCKED => "another process is using it",
        SQLITE_FULL => "the disk is full",
        _ when Directory.Exists(path) => "it is a folder",
        _ when !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) => "its folder does not exist",
        SQLITE_CANTOPEN => "it cannot be opened for writing",
        _ => exception.Message.TrimEnd('.'),
    };
}
