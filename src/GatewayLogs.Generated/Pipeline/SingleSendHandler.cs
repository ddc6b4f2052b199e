namespace GatewayLogs.Pipeline;

/// <summary>The innermost handler of a registered client: refuses to send an attempt twice, as resilience handlers would.</summary>
internal sealed class SingleSendHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(SingleSend.Key, out var send))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await send.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var message = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            send.End(message);
            return message;
        }
        catch (Exception exception)
        {
            send.Fail(exception);
            throw;
        }
    }
}
