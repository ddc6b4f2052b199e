using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Inserts logs, their bodies and their ledger entries with prepared statements.</summary>
internal sealed class LogInserter : IDisposable
{
    private const string WrittenAt = "written_at";

    private static readonly LogColumn[] s_storedColumns = [.. LogColumn.All.Where(column => column.Stored is not null)];

    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly DateTimeOffset? _writtenAt;
    private readonly SqliteCommand _logCommand;
    private readonly SqliteCommand _bodyCommand;
    private readonly SqliteCommand _ledgerCommand;

    /// <param name="connection">The connection of the inserting transaction.</param>
    /// <param name="writtenAt">When the logs are written, or null for logs that were written when they were created.</param>
    public LogInserter(SqliteConnection connection, DateTimeOffset? writtenAt)
    {
        _writtenAt = writtenAt;
        _logCommand = Insertion(
            connection, "logs", [.. s_storedColumns.Select(column => column.Name), WrittenAt], $" RETURNING {LogColumn.SelectList}, seq");
        _bodyCommand = Insertion(connection, "bodies", ["log", "side", "content_type", "is_json", "content"]);
        _ledgerCommand = Insertion(
            connection, "ledger", ["seq", "id", "created_at", WrittenAt, "row_sha256", "request_sha256", "response_sha256"]);
    }

    /// <exception cref="ArgumentException">The log is not valid.</exception>
    public void Insert(EmulatedLog log)
    {
        LogValidation.Require(log);
        var writtenAt = (_writtenAt ?? log.CreatedAt).ToUnixTimeMilliseconds();
        (var row, var hash) = InsertRow(log, writtenAt);
        var request = InsertBody(row, "request", log.Request);
        var response = InsertBody(row, "response", log.Response);
        Execute(_ledgerCommand, row, log.Id, log.CreatedAt.ToUnixTimeMilliseconds(), writtenAt, hash, request, response);
    }

    public void Dispose()
    {
        _logCommand.Dispose();
        _bodyCommand.Dispose();
        _ledgerCommand.Dispose();
    }

    private static SqliteCommand Insertion(SqliteConnection connection, string table, string[] columns, string returning = "")
    {
        var command = LogDatabase.Command(
            connection,
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES (${string.Join(", $", columns)}){returning}");
        command.Parameters.AddRange(columns.Select(column => new SqliteParameter { ParameterName = "$" + column }));
        return command;
    }

    private static void Execute(SqliteCommand command, params object?[] values)
    {
        for (var ordinal = 0; ordinal < values.Length; ordinal++)
        {
            command.Parameters[ordinal].Value = values[ordinal] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private (long Row, byte[] Hash) InsertRow(EmulatedLog log, long writtenAt)
    {
        for (var ordinal = 0; ordinal < s_storedColumns.Length; ordinal++)
        {
            _logCommand.Parameters[ordinal].Value = s_storedColumns[ordinal].Stored!(log) ?? DBNull.Value;
        }

        _logCommand.Parameters[s_storedColumns.Length].Value = writtenAt;
        using var row = _logCommand.ExecuteReader();
        row.Read();
        return (row.GetInt64(LogColumn.OnTheWire.Count), LogColumn.HashRow(_scratch, row));
    }

    private byte[]? InsertBody(long row, string side, EmulatedBody? body)
    {
        if (body is null)
        {
            return null;
        }

        Execute(_bodyCommand, row, side, body.ContentType, body.IsJson, body.Content.ToArray());
        return SHA256.HashData(body.Content.Span);
    }
}
