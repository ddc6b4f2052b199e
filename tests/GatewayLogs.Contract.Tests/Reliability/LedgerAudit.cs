using GatewayLogs.Emulator;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Compares what arrived with what the emulator swears it had.</summary>
internal sealed class LedgerAudit(IReadOnlyDictionary<string, LedgerEntry> ledger)
{
    /// <summary>What is wrong with the rows of walks: nothing lost, nothing repeated, in order, nothing made up.</summary>
    public IEnumerable<string> Problems(IReadOnlyList<ReadRow> rows, PagingJournal walk)
    {
        var sign = walk.Direction == GatewayLogOrderDirection.Ascending ? 1 : -1;
        HashSet<string> given = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!given.Add(row.Id))
            {
                yield return $"{row.Id} was repeated";
            }

            if (!ledger.TryGetValue(row.Id, out var entry) || entry.CreatedAt != row.CreatedAt || row.CreatedAt >= walk.Bound)
            {
                yield return $"{row.Id} of {row.CreatedAt:O} is none of the walk's";
            }

            if (i > 0 && sign * rows[i - 1].CreatedAt.CompareTo(row.CreatedAt) > 0)
            {
                yield return $"{row.Id} is out of order";
            }
        }

        foreach (var lost in ledger.Values.Where(entry => entry.CreatedAt < walk.Due && !given.Contains(entry.Id) && !WasDeletedBeforeItsTurn(entry, rows, sign)))
        {
            yield return $"{lost.Id} of {lost.CreatedAt:O} was lost; deleted: {lost.DeletedAt:O}";
        }
    }

    /// <summary>What is wrong with the bodies that were read.</summary>
    public IEnumerable<string> Problems(IEnumerable<ReadBodies> bodies) => bodies
        .Where(read => ledger[read.Id] is var entry && !(IsRight(read.Request, entry.RequestSha256, entry) && IsRight(read.Response, entry.ResponseSha256, entry)))
        .Select(read => $"the bodies of {read.Id} are others: {read}");

    private static bool IsRight(ReadBody read, string? sha256, LedgerEntry entry) => read.State switch
    {
        GatewayLogBodyState.Stored => read.Sha256 == sha256,
        GatewayLogBodyState.NotStored => sha256 is null,
        GatewayLogBodyState.Gone => entry.DeletedAt is not null,
        _ => false, // All that the emulator keeps of a log is there at once.
    };

    /// <summary>Rows come in order, so whatever was there when a later one was read had had its turn.</summary>
    private static bool WasDeletedBeforeItsTurn(LedgerEntry entry, IReadOnlyList<ReadRow> rows, int sign)
    {
        var (first, last) = (0, rows.Count);
        while (first < last)
        {
            var middle = (first + last) / 2;
            (first, last) = sign * rows[middle].CreatedAt.CompareTo(entry.CreatedAt) > 0 ? (first, middle) : (middle + 1, last);
        }

        return entry.DeletedAt <= (first < rows.Count ? rows[first].ReadAt : DateTimeOffset.MaxValue);
    }
}

/// <summary>What was read of the bodies of a log.</summary>
internal sealed record ReadBodies(string Id, ReadBody Request, ReadBody Response);

/// <summary>The state of a body and, if it is stored, its SHA-256 as the ledger writes it.</summary>
internal sealed record ReadBody(GatewayLogBodyState State, string? Sha256);
