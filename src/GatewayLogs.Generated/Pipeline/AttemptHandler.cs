using GatewayLogs.Telemetry;

namespace GatewayLogs.Pipeline;

/// <summary>Counts the attempts of a call and records a span for each.</summary>
internal sealed class AttemptHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallContext.From(request);
        call.Attempts++;
        call.Response = null;
        using var span = Spans.StartAttempt(call);
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
            Spans.EndAttempt(span, call.Response);
        }
    }
}
