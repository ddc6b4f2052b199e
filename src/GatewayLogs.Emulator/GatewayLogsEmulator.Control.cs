using GatewayLogs.Emulator.Control;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator;

// What can be done to a running emulator besides calling the API. The endpoints below ControlAddress do the same over HTTP.
public sealed partial class GatewayLogsEmulator
{
    /// <summary>The oddities it has now.</summary>
    public EmulatorQuirks Quirks
    {
        get => _state.Quirks;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _state.Quirks = value;
        }
    }

    /// <summary>The rules that faults come from. The first that wants a request breaks its answer.</summary>
    /// <exception cref="ArgumentException">A rule cannot be; the message says why.</exception>
    public IReadOnlyList<FaultRule> Faults
    {
        get => _faults.Rules;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _faults.Rules = value;
        }
    }

    /// <summary>The time by its clock.</summary>
    public DateTimeOffset UtcNow => _state.Clock.GetUtcNow();

    /// <summary>The requests seen, the oldest first: the last hundred thousand.</summary>
    public IReadOnlyList<EmulatedRequest> Requests => _journal.Requests();

    /// <summary>The counts of all requests seen, by operation; <c>none</c> for those that are none of the six.</summary>
    public IReadOnlyDictionary<string, RequestCount> RequestCounts => _journal.Counts();

    /// <summary>Adds rules behind those that there are.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="ArgumentException">A rule cannot be; the message says why.</exception>
    public void AddFaults(params FaultRule[] rules) => _faults.Add(rules);

    /// <summary>Sets its clock, which goes on from there.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">It is not in the years 1970 to 9000.</exception>
    public void SetClock(DateTimeOffset now) => _state.Clock.Set(now);

    /// <summary>Moves its clock.</summary>
    /// <param name="time">By how much.</param>
    /// <exception cref="ArgumentException">It would leave the years 1970 to 9000.</exception>
    public void AdvanceClock(TimeSpan time) => _state.Clock.Advance(time);

    /// <summary>Adds logs, as if the gateway had just recorded them.</summary>
    /// <param name="logs">The logs; they are kept in transactions of ten thousand.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <exception cref="ArgumentException">
    /// A body has more than 10 MiB or a media type that no header can hold, or a cost, feedback or score is no finite number.
    /// </exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">An id is taken, or a field that holds JSON does not.</exception>
    public void AddLogs(IEnumerable<EmulatedLog> logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _store.Insert(logs, cancellationToken);
    }

    /// <summary>Adds made-up logs of the past: all of them, or none.</summary>
    /// <param name="seed">What they are made from.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <returns>How many.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">They have been added before.</exception>
    public int AddSeededLogs(ulong seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _store.InsertAtOnce([.. LogSeeder.Generate(seed, count, Quirks.Ids)], seeded: true);
    }

    /// <summary>Every log there ever was, in the order they came in.</summary>
    /// <returns>The entries, read in parts.</returns>
    public IEnumerable<LedgerEntry> Ledger() => _ledger.Entries();

    /// <summary>The ledger in one line.</summary>
    /// <returns>What it comes to.</returns>
    public LedgerDigest LedgerDigest() => _ledger.Digest();

    /// <summary>Makes it as it was when it was started new: seeded logs, quirks, faults, clock, and nothing seen.</summary>
    public void Reset()
    {
        _state.Quirks = _options.Quirks;
        _faults.Rules = _options.Faults;
        _state.Clock.Advance(_options.TimeProvider.GetUtcNow() - _state.Clock.GetUtcNow());
        _windows.Clear();
        _journal.Clear();
        _store.Reset(FirstLogs(), CancellationToken.None);
    }

    internal int AddLogs(ReadOnlyMemory<byte> json) => _store.InsertAtOnce(LogJson.Read(json, _state.ServiceTime, Quirks.Ids), seeded: false);
}
