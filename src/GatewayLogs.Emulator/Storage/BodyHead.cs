using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>The beginning of a body, as a log's detail shows it.</summary>
internal static class BodyHead
{
    /// <summary>How many columns <see cref="SelectList"/> has.</summary>
    public const int ColumnCount = 2;

    private const int Length = 1_000;

    /// <summary>What to select from <c>logs</c> for one side: the head's bytes and the body's size. SQLite's part of an empty blob is NULL.</summary>
    public static string SelectList(string side) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        (SELECT coalesce(substr(content, 1, {Length}), x'') FROM bodies WHERE log = seq AND side = '{side}'),
        (SELECT length(content) FROM bodies WHERE log = seq AND side = '{side}')
        """);

    /// <summary>Writes the three members of one side; a body that was not kept has a head of null.</summary>
    public static void Write(Utf8JsonWriter json, SqliteDataReader row, string side, int ordinal)
    {
        bool kept = !row.IsDBNull(ordinal);
        long size = kept ? row.GetInt64(ordinal + 1) : 0;
        json.WriteString(side + "_head", kept ? Text(row.GetFieldValue<byte[]>(ordinal)) : null);
        json.WriteBoolean(side + "_head_complete", kept && size <= Length);
        json.WriteNumber(side + "_size", size);
    }

    private static string Text(byte[] head)
    {
        // A decoder that is not flushed leaves out a character that the cut went through.
        char[] text = new char[head.Length];
        int length = Encoding.UTF8.GetDecoder().GetChars(head, text, flush: false);
        return new string(text, 0, length);
    }
}
