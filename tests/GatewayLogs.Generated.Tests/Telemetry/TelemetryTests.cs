using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace GatewayLogs.Tests;

/// <summary>Listeners receive telemetry of every client in the process, so these tests run alone.</summary>
[NonParallelizable]
public class TelemetryTests
{
    private const string Canary = "canary-";

    private readonly List<Activity> _spans = [];
    private readonly List<(string Instrument, double Value, KeyValuePair<string, object?>[] Tags)> _measured = [];
    private FakeLogCollector _log = null!;

    private async Task<TestClient> ObserveAsync(Func<TestClient, Task> act, params Func<HttpResponseMessage>[] responses)
    {
        _spans.Clear();
        _measured.Clear();
        using var provider = new FakeLoggerProvider();
        _log = provider.Collector;
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(provider));
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayLogsTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(spans);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GatewayLogsTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Add((instrument.Name, value, tags.ToArray())));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Add((instrument.Name, value, tags.ToArray())));
        meters.Start();

        var test = new TestClient(options =>
            (options.MaxRetries, options.RateLimit, options.LoggerFactory, options.TotalTimeout) = (5, 1_180, logging, TimeSpan.FromMinutes(5)));
        test.RespondInSequence(responses);
        await act(test);
        return test;
    }

    [Test]
    public async Task Each_operation_has_a_span_with_a_child_for_each_attempt()
    {
        using var test = await ObserveAsync(test => test.RunAsync("ListGatewayLogs"), TestClient.Refusal(503), TestClient.GoodPage);

        var operation = _spans.Single(span => span.OperationName == "ListGatewayLogs");
        var attempts = _spans.Where(span => span.OperationName == "attempt").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(attempts.Select(span => span.ParentSpanId), Is.All.EqualTo(operation.SpanId));
            Assert.That(attempts.Select(span => span.GetTagItem("http.response.status_code")), Is.EqualTo(new object[] { 503, 200 }));
            Assert.That(attempts.Select(span => span.GetTagItem("http.request.resend_count")), Is.EqualTo(new object?[] { null, 1 }));
            Assert.That((operation.Status, attempts[0].Status), Is.EqualTo((ActivityStatusCode.Unset, ActivityStatusCode.Error)));
        });
    }

    [Test]
    public async Task Every_histogram_of_seconds_suggests_buckets_of_seconds()
    {
        List<Histogram<double>> histograms = [];
        using var test = await ObserveAsync(test => test.RunAsync("ListGatewayLogs"), TestClient.GoodPage);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => histograms.AddRange(
                instrument is Histogram<double> { Unit: "s" } histogram && histogram.Meter.Name == GatewayLogsTelemetry.MeterName
                    ? [histogram]
                    : []),
        };
        listener.Start();

        Assert.That(histograms, Has.Count.EqualTo(2));
        foreach (var boundaries in histograms.Select(histogram => histogram.Advice?.HistogramBucketBoundaries))
        {
            Assert.That(boundaries, Is.Not.Null.And.Ordered.And.Some.LessThan(0.05).And.Some.InRange(0.1, 1).And.Some.GreaterThanOrEqualTo(300));
        }
    }

    [Test]
    public async Task Retries_delays_rows_and_durations_are_recorded()
    {
        using var test = await ObserveAsync(test => test.RunAsync("ListGatewayLogs"), TestClient.Refusal(503), TestClient.GoodPage);

        Assert.That(
            _measured.GroupBy(measure => measure.Instrument).ToDictionary(group => group.Key, group => group.Count()),
            Is.EquivalentTo(new Dictionary<string, int>
            {
                ["gatewaylogs.client.retries"] = 1,
                ["gatewaylogs.client.throttle.wait"] = 2,
                ["gatewaylogs.client.rows"] = 1,
                ["gatewaylogs.client.operation.duration"] = 1,
            }));
    }

    [Test]
    public async Task A_failure_is_recorded_with_its_error_type()
    {
        using var test = await ObserveAsync(test => Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs")), TestClient.Refusal(400));

        var duration = _measured.Single(measure => measure.Instrument == "gatewaylogs.client.operation.duration");
        var attempt = _spans.Single(span => span.OperationName == "attempt");
        Assert.Multiple(() =>
        {
            Assert.That(duration.Tags, Is.EquivalentTo(new KeyValuePair<string, object?>[]
            {
                new("gatewaylogs.operation", "ListGatewayLogs"), new("error.type", "GatewayLogs.GatewayLogsException"),
            }));
            Assert.That(
                ((string[])["http.request.method", "server.address", "server.port", "error.type"]).Select(attempt.GetTagItem),
                Is.EqualTo(new object[] { "GET", "api.cloudflare.com", 443, "GatewayLogs.GatewayLogsException" }));
        });
    }

    [Test]
    public async Task A_cancellation_is_logged_as_one()
    {
        using var source = new CancellationTokenSource();
        using var test = await ObserveAsync(
            test => Failure.OfAsync<OperationCanceledException>(() => test.RunAsync("ListGatewayLogs", source.Token)),
            () =>
            {
                source.Cancel();
                throw new OperationCanceledException(source.Token);
            });

        Assert.That(_log.GetSnapshot().Select(record => record.Id.Id), Is.EqualTo([5]));
    }

    [Test]
    public async Task Log_events_have_stable_ids()
    {
        using var recovered = await ObserveAsync(test => test.RunAsync("ListGatewayLogs"), TestClient.Refusal(503), TestClient.GoodPage);
        var ids = _log.GetSnapshot().Select(record => record.Id.Id).ToList();
        using var failed = await ObserveAsync(test => Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs")), TestClient.Refusal(400));
        ids.AddRange(_log.GetSnapshot().Select(record => record.Id.Id));
        using var unknown = await ObserveAsync(
            test => Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => test.RunAsync("DeleteGatewayLogs")), TestClient.Refusal(500));
        ids.AddRange(_log.GetSnapshot().Select(record => record.Id.Id));

        Assert.That(ids, Is.EqualTo([2, 1, 3, 4]));
    }

    [Test]
    public async Task A_wait_for_a_permit_is_logged_at_its_start_and_recorded_at_its_end()
    {
        var exhausted = () =>
        {
            var response = TestClient.GoodPage();
            response.Headers.Add("Ratelimit", "\"default\";r=0;t=120");
            return response;
        };

        using var test = await ObserveAsync(
            async test =>
            {
                await test.RunAsync("ListGatewayLogs");
                await test.RunAsync("ListGatewayLogs");
            },
            exhausted,
            TestClient.GoodPage);

        Assert.That(_log.GetSnapshot().Select(record => record.Id.Id), Is.EqualTo([1, 6, 1]));
        var duration = _log.GetSnapshot().Single(record => record.Id.Id == 6).GetStructuredStateValue("Milliseconds");
        Assert.That(double.Parse(duration!, System.Globalization.CultureInfo.InvariantCulture), Is.InRange(119_000, 121_000));
        Assert.That(_measured.Last(measure => measure.Instrument == "gatewaylogs.client.throttle.wait").Value, Is.InRange(120, 121));
    }

    [Test]
    public async Task Telemetry_contains_no_tokens_bodies_ids_or_filters(
        [ValueSource(typeof(Operations), nameof(Operations.Names))] string operation, [Values(200, 301, 400, 401, 403, 404, 429, 500, 501)] int status)
    {
        Exception? exception = null;
        using var test = await ObserveAsync(
            async test =>
            {
                try
                {
                    await test.RunAsync(operation);
                    await test.Time.RunAsync(test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [Some.Filter] }));
                }
                catch (GatewayLogsException failure)
                {
                    exception = failure;
                }
            },
            TestClient.Refusal(status));

        var told = _spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName).Append($"{span.StatusDescription}"))
            .Concat(_measured.SelectMany(measure => measure.Tags.Select(tag => $"{tag.Value}")))
            .Concat(_log.GetSnapshot().Select(record => $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}"))
            .ToList();
        Assert.That(told, Is.Not.Empty);
        Assert.That(
            told.Append($"{exception}").Append($"{test.Client}"),
            Has.None.Contain(Canary).And.None.Contain(Operations.Id).And.None.Contain("gpt-4o"));
    }
}
