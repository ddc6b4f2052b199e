using System.Diagnostics;
using GatewayLogs.Telemetry;

namespace GatewayLogs.Pipeline;

/// <summary>Counts the attempts of a call and records a span for each.</summary>
internal sealed class AttemptHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallContext.From(request);
        call.Attempts++;
        call.Response = null;
        return Spans.StartAttempt(call) is { } span ? SendAsync(request, call, span, cancellationToken) : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CallContext call, Activity span, CancellationToken cancellationToken)
    {
        using (span)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (GatewayLogsException failure)
            {
                Spans.Fail(span, failure);
                throw;
            }
            finally
            {
                span.SetTag("http.response.status_code", (int?)call.Response?.StatusCode);
            }
        }
    }
}
