using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Progress;

/// <summary>Reports each HTTP request to the progress of the command and, with <c>--verbose</c>, to standard error.</summary>
internal sealed class RequestObserver : DelegatingHandler
{
    private readonly CommandProgress _progress;

    /// <summary>Without a listener, the client creates no activities, which have the number of each attempt.</summary>
    private readonly ActivityListener? _attempts;

    public RequestObserver(CommandProgress progress, bool isVerbose)
    {
        _progress = progress;
        var connections = GatewayLogsClient.CreateHttpMessageHandler();
        connections.ActivityHeadersPropagator = null; // Activities would add headers to the requests.
        InnerHandler = connections;
        if (isVerbose)
        {
            _attempts = new ActivityListener
            {
                ShouldListenTo = source => source.Name == GatewayLogsTelemetry.ActivitySourceName,
                Sample = (ref _) => ActivitySamplingResult.AllData,
            };
            ActivitySource.AddActivityListener(_attempts);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var id = _progress.AddRequest();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            return response;
        }
        finally
        {
            _progress.EndRequest(id);
            if (_attempts is not null)
            {
                await CommandRunner.WarnAsync(Describe(request, response, Stopwatch.GetElapsedTime(since)));
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _attempts?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Returns the line for a request, without headers that were sent and without bodies.</summary>
    private static string Describe(HttpRequestMessage request, HttpResponseMessage? response, TimeSpan time)
    {
        var attempt = (Activity.Current?.GetTagItem("http.request.resend_count") as int? ?? 0) + 1;
        var ray = response?.Headers.TryGetValues("cf-ray", out var values) == true ? $", cf-ray {values.First()}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)}: "
            + $"{(response is null ? "no response" : (int)response.StatusCode)} after {time.TotalMilliseconds:0} ms{ray}, attempt {attempt}");
    }
}
