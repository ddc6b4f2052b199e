using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Inserts logs and their bodies through statements prepared once.</summary>
internal sealed class LogInserter : IDisposable
{
    private static readonly LogColumn[] s_storedColumns = [.. LogColumn.All.Where(column => column.Stored is not null)];

    private static readonly string[] s_bodyColumns = ["log", "side", "content_type", "is_json", "content"];

    private readonly SqliteCommand _logCommand;
    private readonly SqliteCommand _bodyCommand;

    public LogInserter(SqliteConnection connection)
    {
        _logCommand = Insertion(connection, "logs", [.. s_storedColumns.Select(column => column.Name)], " RETURNING seq");
        _bodyCommand = Insertion(connection, "bodies", s_bodyColumns);
    }

    public void Insert(EmulatedLog log)
    {
        for (int ordinal = 0; ordinal < s_storedColumns.Length; ordinal++)
        {
            _logCommand.Parameters[ordinal].Value = s_storedColumns[ordinal].Stored!(log) ?? DBNull.Value;
        }

        long seq = (long)_logCommand.ExecuteScalar()!;
        InsertBody(seq, "request", log.Request);
        InsertBody(seq, "response", log.Response);
    }

    public void Dispose()
    {
        _logCommand.Dispose();
        _bodyCommand.Dispose();
    }

    private static SqliteCommand Insertion(SqliteConnection connection, string table, string[] columns, string returning = "")
    {
        SqliteCommand command = LogDatabase.Command(
            connection,
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES (${string.Join(", $", columns)}){returning}");
        command.Parameters.AddRange(columns.Select(column => new SqliteParameter { ParameterName = "$" + column }));
        return command;
    }

    private void InsertBody(long seq, string side, EmulatedBody? body)
    {
        if (body is null)
        {
            return;
        }

        _bodyCommand.Parameters[0].Value = seq;
        _bodyCommand.Parameters[1].Value = side;
        _bodyCommand.Parameters[2].Value = body.ContentType;
        _bodyCommand.Parameters[3].Value = body.IsJson;
        _bodyCommand.Parameters[4].Value = body.Content.ToArray();
        _bodyCommand.ExecuteNonQuery();
    }
}
