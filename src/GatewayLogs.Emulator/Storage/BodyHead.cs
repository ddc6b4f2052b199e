using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>The beginning of a body, as returned in a log's detail.</summary>
internal static class BodyHead
{
    /// <summary>The number of columns of <see cref="SelectList"/>.</summary>
    public const int ColumnCount = 2;

    private const int Length = 1_000;
    private const int CutLength = 20;

    /// <summary>
    /// Returns the columns to select from <c>logs</c> for one body: the bytes of the head and the size of the body. SQLite's substr returns
    /// NULL for an empty blob.
    /// </summary>
    public static string SelectList(string side) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        (SELECT coalesce(substr(content, 1, {Length}), x'') FROM bodies WHERE log = seq AND side = '{side}'),
        (SELECT length(content) FROM bodies WHERE log = seq AND side = '{side}')
        """);

    /// <summary>Writes the three members of one body; a body that was not stored has a null head.</summary>
    public static void Write(Utf8JsonWriter json, SqliteDataReader row, string side, int ordinal, EmulatorQuirks quirks)
    {
        var kept = !row.IsDBNull(ordinal);
        var size = kept ? row.GetInt64(ordinal + 1) : 0;
        var length = quirks.CutHeads ? CutLength : Length;
        json.WriteString(side + "_head", kept ? Text([.. row.GetFieldValue<byte[]>(ordinal).Take(length)]) : null);
        json.WriteBoolean(side + "_head_complete", kept && (size <= Length || quirks.CutHeads));
        json.WriteNumber(side + "_size", size);
    }

    private static string Text(byte[] head)
    {
        // A decoder that is not flushed drops an incomplete character at the end.
        var text = new char[head.Length];
        var length = Encoding.UTF8.GetDecoder().GetChars(head, text, flush: false);
        return new string(text, 0, length);
    }
}
