using GatewayLogs.Emulator;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Compares the received rows with the emulator's ledger.</summary>
internal sealed class LedgerAudit(IReadOnlyDictionary<string, LedgerEntry> ledger)
{
    /// <summary>Returns the problems with enumerated rows: lost, duplicated, out of order or unknown rows.</summary>
    public IEnumerable<string> Problems(IReadOnlyList<ReadRow> rows, PagingJournal paging)
    {
        var sign = paging.Direction == GatewayLogOrderDirection.Ascending ? 1 : -1;
        HashSet<string> returned = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!returned.Add(row.Id))
            {
                yield return $"{row.Id} was repeated";
            }

            if (!ledger.TryGetValue(row.Id, out var entry) || entry.CreatedAt != row.CreatedAt || row.CreatedAt >= paging.Bound)
            {
                yield return $"{row.Id} of {row.CreatedAt:O} is not part of the enumeration";
            }

            if (i > 0 && sign * rows[i - 1].CreatedAt.CompareTo(row.CreatedAt) > 0)
            {
                yield return $"{row.Id} is out of order";
            }
        }

        foreach (var lost in ledger.Values.Where(
            entry => entry.CreatedAt < paging.Due && !returned.Contains(entry.Id) && !WasDeletedBeforeItsTurn(entry, rows, sign)))
        {
            yield return $"{lost.Id} of {lost.CreatedAt:O} was lost; deleted: {lost.DeletedAt:O}";
        }
    }

    /// <summary>Returns the problems with the bodies that were read.</summary>
    public IEnumerable<string> Problems(IEnumerable<ReadBodies> bodies) => bodies
        .Where(read => ledger[read.Id] is var entry
            && !(IsRight(read.Request, entry.RequestSha256, entry) && IsRight(read.Response, entry.ResponseSha256, entry)))
        .Select(read => $"the bodies of {read.Id} are others: {read}");

    private static bool IsRight(ReadBody read, string? sha256, LedgerEntry entry) => read.State switch
    {
        GatewayLogBodyState.Stored => read.Sha256 == sha256,
        GatewayLogBodyState.NotStored => sha256 is null,
        GatewayLogBodyState.Gone => entry.DeletedAt is not null,
        _ => false, // The emulator stores a log and its bodies at the same time.
    };

    /// <summary>Rows are returned in order, so every row that existed when a later row was read must have been returned.</summary>
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

/// <summary>The bodies of a log as they were read.</summary>
internal sealed record ReadBodies(string Id, ReadBody Request, ReadBody Response);

/// <summary>The state of a body and, if it is stored, its SHA-256 in the format of the ledger.</summary>
internal sealed record ReadBody(GatewayLogBodyState State, string? Sha256);
