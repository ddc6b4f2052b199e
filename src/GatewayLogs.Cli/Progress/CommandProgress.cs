using System.Globalization;
using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Cli.Progress;

/// <summary>
/// The progress of a command: how many rows of how many, the time left, and what it waits for. Shows it as a <see cref="LiveLine"/> on a
/// terminal. Otherwise reports long waits, each in one line.
/// </summary>
internal sealed class CommandProgress : IDisposable
{
    /// <summary>The number of new rows per request. Each page but the first starts with the last row of the previous page.</summary>
    public const int RowsPerRequest = GatewayLogQuery.MaxPerPage - 1;

    /// <summary>The duration from which a wait is reported without a terminal.</summary>
    private static readonly TimeSpan s_longWait = TimeSpan.FromSeconds(10);

    /// <summary>The duration from which a terminal shows that nothing arrives.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();

    private readonly string _action;

    private readonly TimeProvider _time;

    private readonly long _start;

    private readonly IDisposable? _display;

    private readonly PriorityQueue<Wait, TimeSpan> _waits = new();

    /// <summary>The requests without a response, with the times at which they were sent.</summary>
    private readonly Dictionary<int, TimeSpan> _active = [];

    private RateLimitForecast _forecast;

    private int _requests;

    private long _rows;

    private long? _expected;

    /// <summary>The last time at which rows or a response arrived.</summary>
    private TimeSpan _lastArrival;

    private TimeSpan _waited;

    private TimeSpan _waitingUntil;

    private TimeSpan _reportedUntil;

    /// <summary>Starts showing the progress.</summary>
    /// <param name="action">What the command does, such as Reading.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isQuiet">Whether nothing is shown.</param>
    /// <param name="terminal">The terminal; null if standard error is not one.</param>
    /// <param name="width">Returns the width of the terminal. Default: that of the console.</param>
    public CommandProgress(string action, TimeProvider time, bool isQuiet, TextWriter? terminal, Func<int>? width = null)
    {
        (_action, _time, _start, _forecast) = (action, time, time.GetTimestamp(), new RateLimitForecast(null, time));
        (IsQuiet, IsShown) = (isQuiet, terminal is not null && !isQuiet);
        Events = new ClientEvents(Add);
        _display = isQuiet ? null
            : terminal is not null ? new LiveLine(terminal, GetText, time, width)
            : time.CreateTimer(static progress => ((CommandProgress)progress!).ReportSilence(), this, s_longWait, TimeSpan.FromSeconds(1));
    }

    /// <summary>Gets whether progress and notices are not written.</summary>
    public bool IsQuiet { get; }

    /// <summary>Gets whether the progress is shown on a terminal.</summary>
    public bool IsShown { get; }

    /// <summary>Gets the receiver of the client's log events.</summary>
    public ILoggerFactory Events { get; }

    /// <summary>Gets or sets the number of requests that each row takes.</summary>
    public double RequestsPerRow { get; set; } = 1.0 / RowsPerRequest;

    private TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Starts showing the progress of a command on standard error.</summary>
    public static CommandProgress Start(string command, bool isQuiet)
    {
        var action = command switch
        {
            "list" => "Listing",
            "count" => "Counting",
            "export" => "Exporting",
            "delete" => "Deleting",
            "update" => "Updating",
            "tail" => "Following",
            "doctor" => "Checking",
            _ => "Reading",
        };
        return new CommandProgress(action, TimeProvider.System, isQuiet, Console.IsErrorRedirected ? null : Console.Error);
    }

    /// <summary>Sets the rate limit of the client; null for none.</summary>
    public void LimitRequests(int? limit) => _forecast = new RateLimitForecast(limit, _time);

    /// <summary>Counts the rows of pages, and expects as many as the service counts.</summary>
    /// <param name="pages">The pages of an enumeration.</param>
    /// <param name="maxRows">The number of rows that are read at most; null for all.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    public async IAsyncEnumerable<GatewayLogPage> CountAsync(
        IAsyncEnumerable<GatewayLogPage> pages, int? maxRows = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            // The service may count only the rows of the page.
            if (_expected is null && _rows == 0 && page.Info.TotalCount is { } total && total > page.Logs.Count)
            {
                Expect(Math.Min(total, maxRows ?? total));
            }

            AddRows(page.Logs.Count);
            yield return page;
        }
    }

    public void Expect(long? rows) => _expected = rows;

    public void AddRows(int count) => SetRows(_rows + count);

    public void SetRows(long rows)
    {
        lock (_lock)
        {
            (_rows, _lastArrival) = (rows, Elapsed);
        }
    }

    /// <summary>Records that a request is sent, and returns its number.</summary>
    public int AddRequest()
    {
        lock (_lock)
        {
            _forecast.Add();
            _waits.TryDequeue(out _, out _);
            _active[++_requests] = Elapsed;
            return _requests;
        }
    }

    /// <summary>Records that a response arrived, or that none will.</summary>
    public void EndRequest(int number)
    {
        lock (_lock)
        {
            _active.Remove(number);
            _lastArrival = Elapsed;
        }
    }

    /// <summary>Records a wait. Without a terminal, reports it if it is long, but not for each of several concurrent requests.</summary>
    public void Add(Wait wait, TimeSpan duration)
    {
        bool isReported;
        lock (_lock)
        {
            var (now, until) = (Elapsed, Elapsed + duration);
            _waits.Enqueue(wait, until);
            _waited += until > _waitingUntil ? until - (now > _waitingUntil ? now : _waitingUntil) : TimeSpan.Zero;
            _waitingUntil = until > _waitingUntil ? until : _waitingUntil;
            isReported = !IsQuiet && !IsShown && duration >= s_longWait && now >= _reportedUntil && wait.Kind != WaitKind.NextPoll;
            _reportedUntil = isReported ? until : _reportedUntil;
        }

        if (isReported)
        {
            CommandRunner.Warn(wait.Report(duration));
        }
    }

    public void Dispose() => _display?.Dispose();

    /// <summary>Returns the text of the line, which is shortened if it is longer than the maximum.</summary>
    internal string GetText(int maxLength)
    {
        lock (_lock)
        {
            var now = Elapsed;
            List<string> parts =
            [
                _rows == 0 && _expected is null
                    ? Invariant($"{_action}: {_requests:N0} {(_requests == 1 ? "request" : "requests")}")
                    : Invariant($"{_action}: {_rows:N0}{(_expected is { } all ? Invariant($" of about {all:N0}") : "")} rows"),
                GetTimeLeft(now) is { } left ? $"{(left.TotalMinutes >= 10 ? Invariant($"{left.TotalMinutes:0} min") : Wait.Format(left))} left"
                    : Wait.Format(now),
            ];
            var texts = Array.ConvertAll(DescribeWait(now), wait => string.Join(", ", [.. parts, wait]));
            return texts.Length == 0 ? string.Join(", ", parts) : Array.Find(texts, text => text.Length <= maxLength) ?? texts[^1];
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the time for the remaining rows, from the rate of rows so far and from the rate limit; null if it is unknown.</summary>
    private TimeSpan? GetTimeLeft(TimeSpan now)
    {
        if (_rows == 0 || !(_expected > _rows))
        {
            return null;
        }

        var left = _expected.Value - _rows;
        var isWaiting = _waitingUntil > now ? _waitingUntil - now : TimeSpan.Zero;
        var byRate = (now - _waited + isWaiting) * left / _rows;
        var byLimit = _forecast.GetTime(left * RequestsPerRow);
        return byLimit > byRate ? byLimit : byRate;
    }

    /// <summary>Returns what the command waits for, the longest text first; empty if it does not wait.</summary>
    private string[] DescribeWait(TimeSpan now)
    {
        while (_waits.TryPeek(out _, out var passed) && passed <= now)
        {
            _waits.Dequeue();
        }

        if (_active.Count == 0 && _waits.TryPeek(out var wait, out var until))
        {
            return wait.Describe(until - now);
        }

        var silence = now - (_active.Count == 0 ? _lastArrival : _active.Values.Min());
        return silence < s_silence ? [] : [$"no {(_active.Count == 0 ? "data" : "response")} for {Wait.Format(silence)}"];
    }

    /// <summary>Reports that the service has not responded for a long time, once until it responds.</summary>
    private void ReportSilence()
    {
        bool isReported;
        lock (_lock)
        {
            var since = _active.Count == 0 ? Elapsed : _active.Values.Min();
            isReported = Elapsed - since >= s_longWait && since >= _reportedUntil;
            _reportedUntil = isReported ? Elapsed : _reportedUntil;
        }

        if (isReported)
        {
            CommandRunner.Warn("The service has not responded for 10 s. Still waiting. To stop, press Ctrl+C.");
        }
    }
}
