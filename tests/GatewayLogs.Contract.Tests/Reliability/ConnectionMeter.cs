using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Records .NET's own metrics of connections and requests to one port.</summary>
internal sealed class ConnectionMeter : IDisposable
{
    private readonly MeterListener _listener = new();

    private readonly ConcurrentDictionary<string, long> _counts = new();

    public ConnectionMeter(int port)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "System.Net.Http" && instrument.Name is "http.client.open_connections" or "http.client.active_requests")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary();
            if (values.GetValueOrDefault("server.port") is int of && of == port)
            {
                _counts.AddOrUpdate($"{values.GetValueOrDefault("http.connection.state") ?? "requests"}", change, (_, count) => count + change);
            }
        });
        _listener.Start();
    }

    /// <summary>Gets the number of active connections.</summary>
    public long Active => _counts.GetValueOrDefault("active");

    /// <summary>Gets the number of idle connections.</summary>
    public long Idle => _counts.GetValueOrDefault("idle");

    /// <summary>Gets the number of requests in flight.</summary>
    public long Requests => _counts.GetValueOrDefault("requests");

    /// <summary>Gets whether any measurement was recorded.</summary>
    public bool HasRecorded => _counts.ContainsKey("active") && _counts.ContainsKey("requests");

    public void Dispose() => _listener.Dispose();
}
