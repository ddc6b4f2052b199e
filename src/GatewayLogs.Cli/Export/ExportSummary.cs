using System.Diagnostics.Metrics;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export;

/// <summary>Measures the requests and the duration of an export, for the summary of <c>--report json</c>.</summary>
internal sealed class ExportSummary : IDisposable
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    private readonly MeterListener _listener = new();

    private long _requests;

    public ExportSummary()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _requests));
        _listener.Start();
    }

    /// <summary>Returns the summary as one line of JSON.</summary>
    public ReadOnlyMemory<byte> Write(ExportReport report, ExportReport? refresh) => JsonLine.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("new_rows", report.NewRows);
        json.WriteNumber("rows", report.Rows);
        json.WritePropertyName("from");
        LogJson.WriteValue(json, report.From);
        json.WritePropertyName("to");
        LogJson.WriteValue(json, report.Until);
        json.WriteNumber("requests", Interlocked.Read(ref _requests));
        json.WriteNumber("duration_ms", (long)TimeProvider.System.GetElapsedTime(_start).TotalMilliseconds);
        json.WriteBoolean("complete", report.IsComplete && refresh?.IsComplete != false);
        json.WriteNumber("failed_bodies", report.FailedBodies + (refresh?.FailedBodies ?? 0));
        if (report.LeftOut is { } reasons)
        {
            json.WriteNumber("left_out", reasons.Values.Sum());
        }

        if (refresh is not null)
        {
            json.WriteNumber("refreshed_rows", refresh.NewRows);
        }

        json.WriteStartArray("files");
        foreach (var file in report.Files.Concat(refresh?.Files ?? []))
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public void Dispose() => _listener.Dispose();
}
