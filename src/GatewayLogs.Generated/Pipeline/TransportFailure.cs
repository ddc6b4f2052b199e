using System.Security.Authentication;

namespace GatewayLogs.Pipeline;

/// <summary>Translates what an HttpClient and its handlers throw.</summary>
internal static class TransportFailure
{
    public static GatewayLogsException Translate(Exception exception, CallContext call) => exception switch
    {
        HttpRequestException { HttpRequestError: var error } when GetKind(exception, error) is var kind && kind != FailureKind.ResponseLost => OfConnection(exception, error, kind),
        _ when call.Deadline.HasPassed => GatewayLogsTimeoutException.OfCall(call.Deadline.Total, FailureKind.TimedOut, exception),
        _ when call.Clock.IsCancellationRequested => GatewayLogsTimeoutException.OfHeaders(call.Options.HeadersTimeout, exception),
        HttpRequestException { HttpRequestError: var error } => OfConnection(exception, error, FailureKind.ResponseLost),

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

    private static GatewayLogsException OfConnection(Exception exception, HttpRequestError error, FailureKind kind) =>
        new($"No answer arrived ({error}). Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).", exception) { Kind = kind };

    private static FailureKind GetKind(Exception exception, HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException => FailureKind.CertificateRejected,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => FailureKind.NotSent,
        _ => FailureKind.ResponseLost,
    };
}
