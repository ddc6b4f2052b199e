using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Records everything that the process discloses about calls: logs, spans, metrics, exceptions and strings of objects.</summary>
internal sealed class Witness : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string Kind, string Text)> _recorded = new();

    private readonly ActivityListener _spans;

    private readonly MeterListener _meters;

    public Witness()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => IsOfTheCaller(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters = new MeterListener { InstrumentPublished = Listen };
        _meters.SetMeasurementEventCallback<long>(Record);
        _meters.SetMeasurementEventCallback<double>(Record);
        _meters.Start();
    }

    public IEnumerable<string> Texts => _recorded.Select(recorded => recorded.Text);

    /// <summary>Gets the number of recorded texts by kind.</summary>
    public IReadOnlyDictionary<string, int> Counts => _recorded.CountBy(recorded => recorded.Kind).ToDictionary();

    public void Record(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            Record("exception", $"{cause.Message}\n{cause}\n{string.Join(' ', cause.Data.Values.Cast<object?>())}");
        }
    }

    public void Record(object? value) => Record("object", value?.ToString() ?? "");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Record("log", $"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var fields = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        Record("log", $"{eventId} {formatter(state, exception)} {fields} {exception}");
    }

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    /// <summary>The emulator runs in this process too; telemetry of its server is not the client's.</summary>
    private static bool IsOfTheCaller(string name) => !name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (IsOfTheCaller(instrument.Meter.Name))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Record(Activity span) => Record(
        "span",
        $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)} "
        + string.Join(' ', span.Events.Select(happened => $"{happened.Name} {string.Join(' ', happened.Tags)}")));

    private void Record<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct => Record("metric", $"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}");

    private void Record(string kind, string text) => _recorded.Enqueue((kind, text));
}
