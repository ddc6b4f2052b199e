using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace GatewayLogs.Pipeline;

/// <summary>Sends a copy of the request: an HttpClient refuses a message that was sent before, and each attempt is sent once.</summary>
/// <param name="send">Sends a message by the HttpClient of the caller, or by the connections that all other clients share.</param>
internal sealed class TransportHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The message holds no resources, and its response refers to it.")]
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Handlers of the application can throw anything; what the transport did counts.")]
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = CallContext.From(request);
        var once = new SingleSend();
        var message = Copy(request, once);
        try
        {
            return await send(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (once.Failure is not null and not OperationCanceledException && !call.CancellationToken.IsCancellationRequested)
        {
            // What became of the attempt counts, and not what a handler made of it.
            ExceptionDispatchInfo.Throw(once.Failure);
            throw;
        }
        catch (Exception) when (once.Refusal is not null && !call.CancellationToken.IsCancellationRequested)
        {
            return once.Refusal;
        }
        catch (Exception exception) when (call.Settings.HasSingleSendHandler && !once.WasSent && !cancellationToken.IsCancellationRequested)
        {
            throw new GatewayLogsException(
                $"A handler of the HttpClient did not send the request ({exception.GetType().Name}). Check the handlers that the application adds.", exception)
            {
                Kind = FailureKind.NotSent,
            };
        }
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, SingleSend once)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        copy.Content = new SingleSendContent(request.Content, copy);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        copy.Options.Set(SingleSend.Key, once);
        return copy;
    }
}
