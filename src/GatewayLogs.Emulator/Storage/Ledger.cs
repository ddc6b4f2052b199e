using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Reads and updates the ledger, which has an entry for every log that was ever added.</summary>
internal sealed class Ledger(LogDatabase database)
{
    private const int EntriesPerRead = 1_000;

    /// <summary>Returns all entries in insertion order, in batches, so that a slow reader does not block writers.</summary>
    public IEnumerable<LedgerEntry> Entries()
    {
        long after = 0;
        while (true)
        {
            var part = Part(ref after);
            foreach (var entry in part)
            {
                yield return entry;
            }

            if (part.Count < EntriesPerRead)
            {
                yield break;
            }
        }
    }

    /// <summary>Returns the SHA-256 of all entries, without the times of insertion and deletion.</summary>
    public LedgerDigest Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long logs = 0;
        long deleted = 0;
        foreach (var entry in Entries())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Id}\n{entry.RowSha256}\n{entry.RequestSha256}\n{entry.ResponseSha256}\n"));
            logs++;
            deleted += entry.DeletedAt is null ? 0 : 1;
        }

        return new LedgerDigest(Hexadecimal(hash.GetHashAndReset()), logs, deleted);
    }

    /// <summary>Records the deletion of rows.</summary>
    /// <param name="connection">The connection of the deleting transaction.</param>
    /// <param name="rows">The row numbers as a JSON array.</param>
    /// <param name="deletedAt">When the rows are deleted.</param>
    public static void RecordDeletion(SqliteConnection connection, string rows, DateTimeOffset deletedAt)
    {
        using var command = LogDatabase.Command(
            connection, "UPDATE ledger SET deleted_at = $deleted WHERE deleted_at IS NULL AND seq IN (SELECT value FROM json_each($rows))");
        command.Parameters.AddWithValue("$deleted", deletedAt.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$rows", rows);
        command.ExecuteNonQuery();
    }

    /// <summary>Records the hash of a patched row.</summary>
    public static void RecordPatch(SqliteConnection connection, long row, byte[] sha256)
    {
        using var command = LogDatabase.Command(connection, "UPDATE ledger SET row_sha256 = $hash WHERE seq = $row");
        command.Parameters.AddWithValue("$hash", sha256);
        command.Parameters.AddWithValue("$row", row);
        command.ExecuteNonQuery();
    }

    private List<LedgerEntry> Part(ref long after)
    {
        var first = after;
        (var entries, after) = database.Read(connection =>
        {
            using var command = LogDatabase.Command(
                connection,
                """
                SELECT seq, id, created_at, written_at, deleted_at, row_sha256, request_sha256, response_sha256
                FROM ledger WHERE seq > $after ORDER BY seq LIMIT $limit
                """);
            command.Parameters.AddWithValue("$after", first);
            command.Parameters.AddWithValue("$limit", EntriesPerRead);
            using var row = command.ExecuteReader();
            List<LedgerEntry> part = [];
            var last = first;
            while (row.Read())
            {
                last = row.GetInt64(0);
                part.Add(new LedgerEntry(
                    row.GetString(1), Time(row, 2), Time(row, 3), row.IsDBNull(4) ? null : Time(row, 4), Hash(row, 5)!, Hash(row, 6), Hash(row, 7)));
            }

            return (part, last);
        });
        return entries;
    }

    private static DateTimeOffset Time(SqliteDataReader row, int ordinal) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(ordinal));

    private static string? Hash(SqliteDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : Hexadecimal(row.GetFieldValue<byte[]>(ordinal));

    private static string Hexadecimal(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
