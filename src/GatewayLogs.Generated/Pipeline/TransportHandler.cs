using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace GatewayLogs.Pipeline;

/// <summary>
/// Sends a copy of the request for each attempt, because an HttpClient does not accept a message twice. The copy has a
/// <see cref="SingleSendContent"/>.
/// </summary>
internal sealed class TransportHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope",
        Justification = "The message holds no resources, and its response references it.")]
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = CallContext.From(request);
        var message = Copy(request, out var content);
        return call.Settings.HasSingleSendHandler ? SendAsync(message, content, call, cancellationToken) : send(message, cancellationToken);
    }

    /// <summary>Sends a message with handlers of the application, and reports the outcome of the attempt instead of an outer handler's.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Handlers of the application can throw any exception.")]
    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage message, SingleSendContent content, CallContext call, CancellationToken cancellationToken)
    {
        try
        {
            return await send(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (content.Failure is not null and not OperationCanceledException && !call.CancellationToken.IsCancellationRequested)
        {
            ExceptionDispatchInfo.Throw(content.Failure);
            throw;
        }
        catch (Exception) when (content.FailedResponse is not null && !call.CancellationToken.IsCancellationRequested)
        {
            return content.FailedResponse;
        }
        catch (Exception exception) when (!content.WasSent && !cancellationToken.IsCancellationRequested)
        {
            throw new GatewayLogsException(
                $"A handler of the HttpClient did not send the request ({exception.GetType().Name}). "
                + "Check the handlers that the application added.", exception)
            {
                Kind = FailureKind.NotSent,
            };
        }
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, out SingleSendContent content)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        copy.Content = content = new SingleSendContent(request.Content, copy);
        copy.Options.Set(SingleSendContent.Key, content);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }
}
