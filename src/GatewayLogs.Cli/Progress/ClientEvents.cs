using Microsoft.Extensions.Logging;

namespace GatewayLogs.Cli.Progress;

/// <summary>Receives the log events of the client that report how long it waits.</summary>
internal sealed class ClientEvents(Action<Wait, TimeSpan> onWait) : ILoggerFactory, ILogger
{
    private const int Retrying = 2;

    private const int WaitingForPermit = 6;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Only the events of the client are received.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is Retrying or WaitingForPermit && state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            var values = pairs.ToDictionary();
            if (values.GetValueOrDefault("Milliseconds") is double milliseconds)
            {
                var wait = eventId.Id == Retrying ? new Wait(WaitKind.Retry, values["Status"] as int?) : new Wait(WaitKind.RateLimit);
                onWait(wait, TimeSpan.FromMilliseconds(milliseconds));
            }
        }
    }

    public void Dispose()
    {
    }
}
