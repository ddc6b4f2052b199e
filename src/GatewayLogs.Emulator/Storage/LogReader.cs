using System.Text.Json;
using GatewayLogs.Emulator.Queries;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Reads the logs of the gateway for the endpoints.</summary>
internal sealed class LogReader(LogDatabase database, EmulatorState state)
{
    private const int BytesPerRead = 256 * 1024;

    private readonly TotalCountReport _totalCount = new();

    /// <summary>Returns the query for a page.</summary>
    public static string PageSql(string rows, ListQuery query) =>
        $"SELECT {LogColumn.SelectList} FROM {rows}{query.Conditions.Where}{query.OrderBy} LIMIT $limit OFFSET $offset";

    /// <summary>Writes <c>result</c> and <c>result_info</c>.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="query">The page and the conditions.</param>
    /// <param name="repeatedRows">How many rows of the previous page the page begins with, because of a fault.</param>
    public void WritePage(Utf8JsonWriter json, ListQuery query, int repeatedRows) => database.Read(connection =>
    {
        var visibility = state.Visibility();
        using var page = Command(connection, visibility, query.Conditions, PageSql(visibility.Rows, query));
        page.Parameters.AddWithValue("$limit", query.PerPage);
        page.Parameters.AddWithValue("$offset", Math.Max(0, ((query.Page - 1) * query.PerPage) - repeatedRows));

        json.WriteStartArray("result");
        var count = 0;
        using (var rows = page.ExecuteReader())
        {
            for (; rows.Read(); count++)
            {
                json.WriteStartObject();
                LogColumn.WriteRow(json, rows, state.Quirks);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        var totalCount = _totalCount.Report(state.Quirks, count, () => ResultInfo.Count(connection, visibility, query.Conditions));
        ResultInfo.Write(json, connection, visibility, query, count, totalCount);
        return count;
    });

    /// <summary>Writes the detail of a log, including the heads of its bodies; returns false if the log does not exist.</summary>
    public bool TryWriteDetail(Utf8JsonWriter json, string id) => database.Read(connection =>
    {
        var visibility = state.Visibility();
        using var command = Command(
            connection,
            visibility,
            $"SELECT {LogColumn.SelectList}, {BodyHead.SelectList("request")}, {BodyHead.SelectList("response")} FROM {visibility.Rows} WHERE id = $id");
        command.Parameters.AddWithValue("$id", id);
        using var row = command.ExecuteReader();
        if (!row.Read())
        {
            return false;
        }

        json.WriteStartObject();
        LogColumn.WriteRow(json, row, state.Quirks);
        BodyHead.Write(json, row, "request", LogColumn.OnTheWire.Count, state.Quirks);
        BodyHead.Write(json, row, "response", LogColumn.OnTheWire.Count + BodyHead.ColumnCount, state.Quirks);
        json.WriteEndObject();
        return true;
    });

    /// <summary>Returns the stored body of one side, or null if the log or the body does not exist.</summary>
    public StoredBody? FindBody(string id, string side) => database.Read(connection =>
    {
        var visibility = state.Visibility();
        using var command = Command(
            connection,
            visibility,
            "SELECT body, content_type, is_json, length(content) FROM bodies " +
            $"WHERE side = $side AND log = (SELECT seq FROM {visibility.Rows} WHERE id = $id)");
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$side", side);
        using var row = command.ExecuteReader();
        return row.Read()
            ? new StoredBody(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.GetInt64(3), Bytes(connection, row.GetInt64(0), 0))
            : null;
    });

    /// <summary>Returns a part of a body that starts at an offset, or null if the body has been deleted.</summary>
    public ReadOnlyMemory<byte>? ReadBody(StoredBody body, long offset) => database.Read<ReadOnlyMemory<byte>?>(connection =>
    {
        using var command = LogDatabase.Command(connection, "SELECT EXISTS (SELECT 1 FROM bodies WHERE body = $body)");
        command.Parameters.AddWithValue("$body", body.Number);
        return (long)command.ExecuteScalar()! == 1 ? Bytes(connection, body.Number, offset) : null;
    });

    private static ReadOnlyMemory<byte> Bytes(SqliteConnection connection, long body, long offset)
    {
        using var blob = new SqliteBlob(connection, "bodies", "content", body, readOnly: true);
        blob.Position = offset;
        var bytes = new byte[Math.Min(BytesPerRead, blob.Length - offset)];
        blob.ReadExactly(bytes);
        return bytes;
    }

    private static SqliteCommand Command(SqliteConnection connection, Visibility visibility, Conditions conditions, string sql)
    {
        var command = Command(connection, visibility, sql);
        conditions.BindTo(command);
        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, Visibility visibility, string sql)
    {
        var command = LogDatabase.Command(connection, sql);
        visibility.BindTo(command);
        return command;
    }
}
