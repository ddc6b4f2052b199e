using System.Net;
using System.Security.Authentication;

namespace GatewayLogs.Pipeline;

/// <summary>Converts the outcome of an attempt to a fully read result or an exception.</summary>
internal sealed class ResponseHandler(ServiceClock serviceClock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallContext.From(request);
        using var clock = call.Clock = new CancellationTokenSource(call.Options.HeadersTimeout, call.Options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            var message = await base.SendAsync(request, linked.Token).ConfigureAwait(false);
            try
            {
                clock.CancelAfter(Timeout.InfiniteTimeSpan);
                await ReadAsync(call, request, message, linked.Token).ConfigureAwait(false);
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

    /// <summary>Reads a response after its headers have arrived. The content is parsed only if the status is a success.</summary>
    private Task ReadAsync(CallContext call, HttpRequestMessage request, HttpResponseMessage message, CancellationToken cancellationToken)
    {
        var response = call.Response = GatewayLogsResponse.From(message, call.Options.TimeProvider);
        serviceClock.Observe(response.Date);
        RequireSameHost(message, call, response);

        // The call context and the credentials are read from this message, even if a handler replaced the request.
        message.RequestMessage = request;
        return IsSuccess(call, message.StatusCode)
            ? call.ReadAsync(message, cancellationToken)
            : ThrowFailureAsync(call, request, message, response, cancellationToken);
    }

    /// <summary>Returns whether a status is a success. Updates and deletions may also return 202 or 204, and stored bodies 204.</summary>
    private static bool IsSuccess(CallContext call, HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => true,
        HttpStatusCode.NoContent => call.Method != HttpMethod.Get || call is CallContext<GatewayLogBody>,
        HttpStatusCode.Accepted => call.Method != HttpMethod.Get,
        _ => false,
    };

    /// <summary>
    /// Throws if the response comes from another host. The client's own handler does not follow redirects, but the caller's HttpClient may
    /// have followed one and sent the credentials to that host.
    /// </summary>
    private static void RequireSameHost(HttpResponseMessage message, CallContext call, GatewayLogsResponse response)
    {
        if (message.RequestMessage?.RequestUri is { IsAbsoluteUri: true } address && address.Authority != call.Options.BaseAddress.Authority)
        {
            throw new GatewayLogsException(
                $"The HttpClient followed a redirect to {address.Host}, and may have sent the credentials there. "
                + $"Use an HttpClient with the handler that {nameof(GatewayLogsClient.CreateHttpMessageHandler)} creates, "
                + "and replace the credentials if you do not trust that host.",
                response);
        }
    }

    private static async Task ThrowFailureAsync(
        CallContext call, HttpRequestMessage request, HttpResponseMessage message, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        GatewayLogsException failure;
        try
        {
            using var body = new ResponseStream(message.Content, response, call.Options.BodyInactivityTimeout, call.Clock);
            using var buffer = await ResponseBuffer.ReadAsync(body, response, cancellationToken).ConfigureAwait(false);
            failure = GatewayLogsException.FromResponse(response, CredentialRedaction.Apply(buffer.Bytes, request));
        }
        catch (GatewayLogsException)
        {
            // The status already reports the failure, so a failure to read the content is ignored.
            failure = GatewayLogsException.FromResponse(response);
        }

        throw failure;
    }

    /// <summary>Converts the exceptions of an HttpClient and its handlers.</summary>
    private static GatewayLogsException Translate(Exception exception, CallContext call) => exception switch
    {
        HttpRequestException { HttpRequestError: var error }
            when GetKind(exception, error) is var kind && kind != FailureKind.ResponseLost => CreateNoResponse(exception, error, kind),
        _ when call.Deadline.HasPassed => GatewayLogsTimeoutException.ForCall(call.Deadline.Total, FailureKind.TimedOut, exception),
        _ when call.Clock.IsCancellationRequested => GatewayLogsTimeoutException.ForHeaders(call.Options.HeadersTimeout, exception),
        HttpRequestException { HttpRequestError: var error } => CreateNoResponse(exception, error, FailureKind.ResponseLost),

        // The inner exception of an HttpClient timeout has a cancellation as its own inner exception; that of a connect timeout has none.
        OperationCanceledException { InnerException: TimeoutException { InnerException: null } } => GatewayLogsTimeoutException.ForConnection(exception),
        OperationCanceledException => GatewayLogsTimeoutException.ForHttpClient(exception),

        // Polly's exception is compared by name, because this library does not reference Polly.
        _ when exception is TimeoutException || exception.GetType().Name == "TimeoutRejectedException" => GatewayLogsTimeoutException.ForHttpClient(exception),
        _ => new GatewayLogsException(
            $"A handler of the HttpClient failed before a response arrived ({exception.GetType().Name}). "
            + "Check the handlers that the application added.", exception)
        {
            Kind = FailureKind.ResponseLost,
        },
    };

    private static GatewayLogsException CreateNoResponse(Exception exception, HttpRequestError error, FailureKind kind)
    {
        var message = error == HttpRequestError.ProxyTunnelError
            ? "The proxy did not connect to the service. No request was sent. Check the proxy and the environment variables HTTPS_PROXY, ALL_PROXY "
                + "and NO_PROXY."
            : kind == FailureKind.CertificateRejected
            ? $"The certificate of the server is not trusted: {exception.InnerException!.Message} No request was sent. If a proxy or a private CA "
                + "issued it, add that CA to the certificate store of the system, or on Linux set SSL_CERT_FILE to its file. Otherwise check "
                + "BaseAddress (CLOUDFLARE_API_BASE_URL)."
            : $"No response arrived ({error}). Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).";
        return new GatewayLogsException(message, exception) { Kind = kind };
    }

    private static FailureKind GetKind(Exception exception, HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException => FailureKind.CertificateRejected,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => FailureKind.NotSent,
        _ => FailureKind.ResponseLost,
    };
}
