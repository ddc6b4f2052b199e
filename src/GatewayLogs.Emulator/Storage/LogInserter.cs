using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Inserts logs and their bodies through statements prepared once.</summary>
internal sealed class LogInserter : IDisposable
{
    private static readonly LogColumn[] StoredColumns = [.. LogColumn.All.Where(column => column.Stored is not null)];

    private static readonly string[] BodyColumns = ["log", "side", "content_type", "is_json", "content"];

    private readonly SqliteCommand logCommand;
    private readonly SqliteCommand bodyCommand;

    public LogInserter(SqliteConnection connection)
    {
        logCommand = Insertion(connection, "logs", [.. StoredColumns.Select(column => column.Name)], " RETURNING seq");
        bodyCommand = Insertion(connection, "bodies", BodyColumns);
    }

    public void Insert(EmulatedLog log)
    {
        for (int ordinal = 0; ordinal < StoredColumns.Length; ordinal++)
        {
            logCommand.Parameters[ordinal].Value = StoredColumns[ordinal].Stored!(log) ?? DBNull.Value;
        }

        long seq = (long)logCommand.ExecuteScalar()!;
        InsertBody(seq, "request", log.Request);
        InsertBody(seq, "response", log.Response);
    }

    public void Dispose()
    {
        logCommand.Dispose();
        bodyCommand.Dispose();
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

        bodyCommand.Parameters[0].Value = seq;
        bodyCommand.Parameters[1].Value = side;
        bodyCommand.Parameters[2].Value = body.ContentType;
        bodyCommand.Parameters[3].Value = body.IsJson;
        bodyCommand.Parameters[4].Value = body.Content.ToArray();
        bodyCommand.ExecuteNonQuery();
    }
}
