using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GatewayLogs.Tests.Reliability;

/// <summary>What .NET itself counts of the connections and requests to one port.</summary>
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

    /// <summary>Connections that an answer is still read from.</summary>
    public long Active => _counts.GetValueOrDefault("active");

    /// <summary>Connections that wait for the next request.</summary>
    public long Idle => _counts.GetValueOrDefault("idle");

    /// <summary>Requests that have not ended.</summary>
    public long Requests => _counts.GetValueOrDefault("requests");

    /// <summary>Whether anything was counted at all.</summary>
    public bool HasHeard => _counts.ContainsKey("active") && _counts.ContainsKey("requests");

    public void Dispose() => _listener.Dispose();
}
