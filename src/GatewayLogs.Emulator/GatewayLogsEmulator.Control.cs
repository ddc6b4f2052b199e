using GatewayLogs.Emulator.Control;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator;

// Controls a running emulator. The endpoints below ControlAddress do the same over HTTP.
public sealed partial class GatewayLogsEmulator
{
    /// <summary>Gets or sets the quirks in force.</summary>
    public EmulatorQuirks Quirks
    {
        get => _state.Quirks;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _state.Quirks = value;
        }
    }

    /// <summary>Gets or sets the fault rules. The first rule that matches a request determines its fault.</summary>
    /// <exception cref="ArgumentException">A rule is invalid; the message contains the reason.</exception>
    public IReadOnlyList<FaultRule> Faults
    {
        get => _faults.Rules;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _faults.Rules = value;
        }
    }

    /// <summary>Gets the time of the emulator's clock.</summary>
    public DateTimeOffset UtcNow => _state.Clock.GetUtcNow();

    /// <summary>Gets the last 100,000 requests, the oldest first.</summary>
    public IReadOnlyList<EmulatedRequest> Requests => _journal.Requests();

    /// <summary>Gets the number of requests by operation; <c>none</c> counts the requests that match none of the six operations.</summary>
    public IReadOnlyDictionary<string, RequestCount> RequestCounts => _journal.Counts();

    /// <summary>Adds fault rules after the existing ones.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="ArgumentException">A rule is invalid; the message contains the reason.</exception>
    public void AddFaults(params FaultRule[] rules) => _faults.Add(rules);

    /// <summary>Sets the emulator's clock, which continues from there.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">The time is not in the years 1970 to 9000.</exception>
    public void SetClock(DateTimeOffset now) => _state.Clock.Set(now);

    /// <summary>Advances the emulator's clock.</summary>
    /// <param name="time">The amount; a negative one moves the clock back.</param>
    /// <exception cref="ArgumentException">The clock would leave the years 1970 to 9000.</exception>
    public void AdvanceClock(TimeSpan time) => _state.Clock.Advance(time);

    /// <summary>Adds logs as if the gateway had just recorded them.</summary>
    /// <param name="logs">The logs, which are committed in transactions of 10,000.</param>
    /// <param name="cancellationToken">Cancels between two transactions.</param>
    /// <exception cref="ArgumentException">
    /// A body is larger than 10 MiB or has a media type that is not valid in a header, or a cost, feedback or score is not a finite number.
    /// </exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">An id already exists, or a JSON field contains invalid JSON.</exception>
    public void AddLogs(IEnumerable<EmulatedLog> logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _store.Insert(logs, cancellationToken);
    }

    /// <summary>Adds generated logs of the past in one transaction.</summary>
    /// <param name="seed">The seed of the generated logs.</param>
    /// <param name="count">The number of logs, 0 or more.</param>
    /// <returns>The number of logs added.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The logs of this seed have been added before.</exception>
    public int AddSeededLogs(ulong seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _store.InsertAtOnce([.. LogSeeder.Generate(seed, count, Quirks.Ids, _options.SampleEnd)], seeded: true);
    }

    /// <summary>Returns an entry for every log that was ever added, including deleted ones, in insertion order.</summary>
    /// <returns>The entries, which are read in batches.</returns>
    public IEnumerable<LedgerEntry> Ledger() => _ledger.Entries();

    /// <summary>Returns a digest of the ledger.</summary>
    /// <returns>The hash and counts of all entries.</returns>
    public LedgerDigest LedgerDigest() => _ledger.Digest();

    /// <summary>Restores the initial state: seeded logs, quirks, faults, clock, and an empty list of requests.</summary>
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
