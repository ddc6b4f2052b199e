using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace GatewayLogs.Emulator;

/// <summary>Explains in one sentence why an emulator does not start with its options, and what to do.</summary>
internal static class StartFailure
{
    /// <summary>Returns the explanation, or null for an exception that the options are not the reason of.</summary>
    public static string? Explain(Exception exception, GatewayLogsEmulatorOptions options) => exception switch
    {
        SocketException socket => Listening(options, socket.Message),
        IOException { InnerException: AddressInUseException } => Listening(options, "another program listens there"),
        SqliteException sqlite when options.DatabasePath is { } path => Database(path, Reason(sqlite, path)),
        _ => null,
    };

    /// <summary>Returns that a file cannot be the database.</summary>
    public static string Database(string path, string reason) =>
        $"Cannot use '{path}' as the database: {reason}. Name a file that the emulator has made and can write, or one that does not exist yet.";

    private static string Listening(GatewayLogsEmulatorOptions options, string reason) =>
        $"Cannot listen on {options.Address} port {options.Port}: {reason}. Choose an address of this machine, and a port that is free and not " +
        "reserved; port 0 takes any free one.";

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
        SQLITE_CANTOPEN => "it cannot be opened, or not be written",
        _ => exception.Message.TrimEnd('.'),
    };
}
