namespace GatewayLogs.Pipeline;

/// <summary>
/// The innermost handler of a registered client. It rejects a second send of an attempt, for example by a resilience handler.
/// </summary>
internal sealed class SingleSendHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(SingleSendContent.Key, out var content))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await content.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var message = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            content.End(message, null);
            return message;
        }
        catch (Exception exception)
        {
            content.End(null, exception);
            throw;
        }
    }
}
