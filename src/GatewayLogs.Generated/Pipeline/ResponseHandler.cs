using System.Net;
using System.Security.Authentication;

namespace GatewayLogs.Pipeline;

/// <summary>Turns what comes back from the transport into a result that was read completely, or into an exception.</summary>
internal sealed class ResponseHandler(ServiceClock serviceClock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallContext.From(request);
        using var clock = call.Clock = new CancellationTokenSource(call.Options.HeadersTimeout, call.Options.TimeProvider);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            var message = await base.SendAsync(request, ends.Token).ConfigureAwait(false);
            try
            {
                clock.CancelAfter(Timeout.InfiniteTimeSpan);
                await ReadAsync(call, request, message, ends.Token).ConfigureAwait(false);

                // The generated reading finds its call here, whichever message was sent in the end.
                message.RequestMessage = request;
                return message;
            }
            catch
            {
                message.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is not GatewayLogsException && !call.CancellationToken.IsCancellationRequested)
        {
            throw Translate(exception, call);
        }
    }

    /// <summary>Reads a response whose headers have just arrived. The status decides before the content does.</summary>
    private async Task ReadAsync(CallContext call, HttpRequestMessage request, HttpResponseMessage message, CancellationToken cancellationToken)
    {
        var response = call.Response = GatewayLogsResponse.From(message, call.Options.TimeProvider);
        serviceClock.Observe(response.Date);
        RequireSameHost(message, call, response);
        if (!IsSuccess(call.Method, message.StatusCode))
        {
            throw await ReadFailureAsync(call, request, message, response, cancellationToken).ConfigureAwait(false);
        }

        await call.ReadAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns whether a status is a success: a change may also be accepted for later, or reported without content.</summary>
    private static bool IsSuccess(HttpMethod method, HttpStatusCode status) =>
        status == HttpStatusCode.OK || (method != HttpMethod.Get && status is HttpStatusCode.Accepted or HttpStatusCode.NoContent);

    /// <summary>
    /// Rejects a response of another host. The client's own handler follows no redirect; an HttpClient of the caller may have followed one,
    /// and sent the credentials with it.
    /// </summary>
    private static void RequireSameHost(HttpResponseMessage message, CallContext call, GatewayLogsResponse response)
    {
        if (message.RequestMessage?.RequestUri is { IsAbsoluteUri: true } address && address.Authority != call.Options.BaseAddress.Authority)
        {
            throw new GatewayLogsException(
                $"The HttpClient followed a redirect to {address.Host}, and may have sent the credentials there. Give the client one whose " +
                $"innermost handler is made by {nameof(GatewayLogsClient.CreateHttpMessageHandler)}, and renew the credentials if you do not know that host.",
                response);
        }
    }

    private static async Task<GatewayLogsException> ReadFailureAsync(
        CallContext call, HttpRequestMessage request, HttpResponseMessage message, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        using var body = new ResponseStream(message.Content, response, call.Options.BodyInactivityTimeout, call.Clock);
        try
        {
            using var buffer = await ResponseBuffer.ReadAsync(body, response, cancellationToken).ConfigureAwait(false);
            return GatewayLogsException.Refusal(response, CredentialRedaction.Apply(buffer.Bytes, request));
        }
        catch (GatewayLogsException)
        {
            // The status says what failed; content that cannot be read adds nothing to it.
            return GatewayLogsException.Refusal(response);
        }
    }

    /// <summary>Translates what an HttpClient and its handlers throw.</summary>
    private static GatewayLogsException Translate(Exception exception, CallContext call) => exception switch
    {
        HttpRequestException { HttpRequestError: var error } when GetKind(exception, error) is var kind && kind != FailureKind.ResponseLost => NoAnswer(exception, error, kind),
        _ when call.Deadline.HasPassed => GatewayLogsTimeoutException.OfCall(call.Deadline.Total, FailureKind.TimedOut, exception),
        _ when call.Clock.IsCancellationRequested => GatewayLogsTimeoutException.OfHeaders(call.Options.HeadersTimeout, exception),
        HttpRequestException { HttpRequestError: var error } => NoAnswer(exception, error, FailureKind.ResponseLost),

        // The timeout of an HttpClient has a cancellation as its cause, that of a connection has none.
        OperationCanceledException { InnerException: TimeoutException { InnerException: null } } => GatewayLogsTimeoutException.OfConnection(exception),
        OperationCanceledException => GatewayLogsTimeoutException.OfHttpClient(exception),

        // Polly's, to which this library has no reference.
        _ when exception is TimeoutException || exception.GetType().Name == "TimeoutRejectedException" => GatewayLogsTimeoutException.OfHttpClient(exception),
        _ => new GatewayLogsException(
            $"A handler of the HttpClient failed before a response arrived ({exception.GetType().Name}). Check the handlers that the application adds.", exception)
        {
            Kind = FailureKind.ResponseLost,
        },
    };

    private static GatewayLogsException NoAnswer(Exception exception, HttpRequestError error, FailureKind kind) => new(
        kind == FailureKind.CertificateRejected
            ? $"The certificate of the server is not trusted: {exception.InnerException!.Message} Nothing was sent. If a proxy or a private CA issued it, trust that CA: " +
              "add it to the system's certificate store, or name its file in SSL_CERT_FILE on Linux. Otherwise check BaseAddress (CLOUDFLARE_API_BASE_URL)."
            : $"No answer arrived ({error}). Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).",
        exception) { Kind = kind };

    private static FailureKind GetKind(Exception exception, HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException => FailureKind.CertificateRejected,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => FailureKind.NotSent,
        _ => FailureKind.ResponseLost,
    };
}
