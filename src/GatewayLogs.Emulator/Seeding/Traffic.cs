using GatewayLogs.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Seeding;

/// <summary>Adds generated logs at a constant rate, as if calls were being made, until it is disposed.</summary>
internal sealed partial class Traffic : IAsyncDisposable
{
    /// <summary>The time between two transactions, if logs are generated more often than that.</summary>
    private static readonly TimeSpan s_minPeriod = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly LogStore _store;
    private readonly EmulatorState _state;
    private readonly ILogger _logger;
    private readonly ulong _seed;
    private readonly TimeSpan _interval;
    private readonly long _start;
    private readonly ITimer _timer;
    private long _added;

    public Traffic(LogStore store, EmulatorState state, ILogger logger, ulong seed, TimeSpan interval)
    {
        (_store, _state, _logger, _interval) = (store, state, logger, interval);

        // A database that is opened again already has the logs of earlier traffic, whose ids must not occur again.
        _seed = seed ^ (ulong)state.Clock.GetUtcNow().Ticks;
        _start = state.Clock.GetTimestamp();
        var period = interval > s_minPeriod ? interval : s_minPeriod;
        _timer = state.Clock.CreateTimer(_ => AddDue(), null, period, period);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    [LoggerMessage(LogLevel.Error, "The logs of the traffic could not be stored.")]
    private static partial void LogFailure(ILogger logger, Exception exception);

    /// <summary>Adds the logs of the calls since the previous time.</summary>
    private void AddDue()
    {
        lock (_gate)
        {
            var due = (long)(_state.Clock.GetElapsedTime(_start) / _interval);
            var (first, now) = (_added, _state.ServiceTime);
            _added = due;
            try
            {
                var ids = _state.Quirks.Ids;
                _store.Insert(
                    Enumerable.Range(0, (int)(due - first))
                        .Select(index => LogSeeder.Generate(_seed, first + index, ids, now - ((due - first - 1 - index) * _interval))),
                    CancellationToken.None);
            }
            catch (SqliteException exception)
            {
                LogFailure(_logger, exception);
            }
        }
    }
}
