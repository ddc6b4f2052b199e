using System.Globalization;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Export;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Cli.Connection;

/// <summary>Writes a line to standard error when the client waits for a long time before it retries a request.</summary>
/// <param name="time">The clock.</param>
internal sealed class WaitNotice(TimeProvider time) : ILoggerFactory, ILogger
{
    /// <summary>The event of the client for a retry.</summary>
    private const int RetryingEvent = 2;

    /// <summary>Shorter waits are not reported.</summary>
    private static readonly TimeSpan s_minWait = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    private DateTimeOffset _reportedUntil;

    /// <summary>Gets or sets the action before a line is written, which ends a progress line on a terminal.</summary>
    public Action BeforeLine { get; set; } = () => { };

    /// <summary>Gets or sets whether nothing is written.</summary>
    public bool IsQuiet { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Only the messages of the client are written.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning && !IsQuiet;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || eventId.Id != RetryingEvent || state is not IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            return;
        }

        var values = pairs.ToDictionary();
        if (values["Milliseconds"] is double milliseconds && TimeSpan.FromMilliseconds(milliseconds) is var wait && wait >= s_minWait && IsNew(wait))
        {
            BeforeLine();
            CommandRunner.Warn(Describe(values["Status"] as int?, wait));
        }
    }

    public void Dispose()
    {
    }

    /// <summary>Returns the line for a wait before a retry.</summary>
    internal static string Describe(int? status, TimeSpan wait)
    {
        var reason = status switch
        {
            null => "No usable response arrived.",
            429 => "The service returned 429: too many requests for this token.",
            _ => string.Create(CultureInfo.InvariantCulture, $"The service returned {status}."),
        };
        return $"{reason} Waiting {ExportEstimate.Show(TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)))}, then continuing. To stop, press Ctrl+C.";
    }

    /// <summary>Returns whether a wait is not part of one that was reported: concurrent requests receive the same response.</summary>
    private bool IsNew(TimeSpan wait)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now < _reportedUntil)
            {
                return false;
            }

            _reportedUntil = now + wait;
            return true;
        }
    }
}
