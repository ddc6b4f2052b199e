using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace GatewayLogs.Pipeline;

/// <summary>Sends a copy of the request: an HttpClient refuses a message that was sent before, and each attempt is sent content.</summary>
/// <param name="send">Sends a message by the HttpClient of the caller, or by the connections that all other clients share.</param>
internal sealed class TransportHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The message holds no resources, and its response refers to it.")]
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Handlers of the application can throw anything; what the transport did counts.")]
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = CallContext.From(request);
        var message = Copy(request, out var content);
        try
        {
            return await send(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (content.Failure is not null and not OperationCanceledException && !call.CancellationToken.IsCancellationRequested)
        {
            // What became of the attempt counts, and not what a handler made of it.
            ExceptionDispatchInfo.Throw(content.Failure);
            throw;
        }
        catch (Exception) when (content.Refusal is not null && !call.CancellationToken.IsCancellationRequested)
        {
            return content.Refusal;
        }
        catch (Exception exception) when (call.Settings.HasSingleSendHandler && !content.WasSent && !cancellationToken.IsCancellationRequested)
        {
            throw new GatewayLogsException(
                $"A handler of the HttpClient did not send the request ({exception.GetType().Name}). Check the handlers that the application adds.", exception)
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
