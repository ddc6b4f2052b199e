using System.Net;
using GatewayLogs.Json;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>
/// The exception for a failed call: the service rejected the request, returned an invalid response, or could not be reached.
/// </summary>
/// <remarks>
/// The message contains the status, Cloudflare's error codes and the ray id. It never contains credentials or text from a response body;
/// the service's error texts are in <see cref="Errors"/>.
/// </remarks>
public class GatewayLogsException : Exception
{
    private readonly bool? _isTransient;
    private readonly bool? _wasSent;

    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayLogsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception for a response.</summary>
    /// <param name="message">The message.</param>
    /// <param name="response">The status and headers of the response; null if no response arrived.</param>
    /// <param name="errors">The errors in the response.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsException(
        string message, GatewayLogsResponse? response, IReadOnlyList<GatewayLogsError>? errors = null, Exception? innerException = null)
        : base(message, innerException)
    {
        HttpResponse = response;
        Errors = errors ?? [];
    }

    /// <summary>The constructor that the generated client calls.</summary>
    internal GatewayLogsException(
        string message,
        int statusCode,
        string? responseText,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException)
        : this(message, new GatewayLogsResponse(statusCode, headers), null, innerException)
    {
        // A response body can contain a user's prompt, so it is not stored.
        _ = responseText;
    }

    /// <summary>Creates the exception for a rejected request, with the errors in the response's envelope if there is one.</summary>
    internal static GatewayLogsException FromResponse(GatewayLogsResponse response)
    {
        GatewayLogsError[] reasons = [.. (response.Envelope?.Errors ?? []).Where(error => error is not null)];
        var message = FailureMessage.For(response, reasons);
        return response.StatusCode == HttpStatusCode.TooManyRequests
            ? new GatewayLogsRateLimitException(message, response, reasons)
            : new GatewayLogsException(message, response, reasons);
    }

    /// <summary>
    /// Creates the exception for a rejected request from a response body, which need not contain an envelope: it can be HTML or incomplete.
    /// </summary>
    internal static GatewayLogsException FromResponse(GatewayLogsResponse response, ReadOnlyMemory<byte> body) =>
        FromResponse(WireJson.TryRead<ErrorEnvelope>(body, includeRawJson: false, out var envelope, out _) && envelope is not null
            ? new GatewayLogsResponse<ErrorEnvelope>((int)response.StatusCode, response.Headers, envelope)
            : response);

    /// <summary>
    /// Gets the status and headers of the response, and its <see cref="GatewayLogsResponse.Envelope"/>; null if no response arrived.
    /// </summary>
    public GatewayLogsResponse? HttpResponse { get; init; }

    /// <summary>Gets the HTTP status; null if no response arrived.</summary>
    public HttpStatusCode? StatusCode => HttpResponse?.StatusCode;

    /// <summary>Gets Cloudflare's id of the request, to quote in support requests; null if there is none.</summary>
    public string? RayId => HttpResponse?.RayId;

    /// <summary>Gets how long to wait before the next request; null if it is not known.</summary>
    public TimeSpan? RetryAfter { get => field ?? HttpResponse?.RetryAfter; init; }

    /// <summary>
    /// Gets or sets the number of attempts; 0 if no attempt was made, or if the failure is not one of a request. The client sets it.
    /// </summary>
    public int Attempts { get; set; }

    /// <summary>
    /// Gets whether the same call may succeed later: no usable response arrived, the service asks to wait, or the service or Cloudflare's
    /// edge failed temporarily. Default: derived from the status and <see cref="Kind"/>.
    /// </summary>
    /// <remarks>
    /// The client has already retried the request where a retry is safe. A failed <see cref="GatewayLogsClient.DeleteLogsAsync"/> is
    /// transient only if it cannot have deleted any log.
    /// </remarks>
    public bool IsTransient { get => _isTransient ?? RetryTable.IsTransient(Kind, StatusCode); init => _isTransient = value; }

    /// <summary>Gets whether the request may have reached the service. Default: derived from <see cref="Kind"/>.</summary>
    public bool WasSent
    {
        get => _wasSent ?? Kind is not (FailureKind.NotSent or FailureKind.InvalidToken or FailureKind.CertificateRejected);
        init => _wasSent = value;
    }

    /// <summary>Gets the errors in the response. Default: empty.</summary>
    public IReadOnlyList<GatewayLogsError> Errors { get; init; } = [];

    /// <summary>Gets or sets the report of a deletion at the time of the failure. Default: null, for other calls.</summary>
    public GatewayLogDeleteReport? DeleteReport { get; set; }

    /// <summary>Gets the stage at which the request failed. Default: <see cref="FailureKind.HttpStatus"/>.</summary>
    public FailureKind Kind { get; init; }

    /// <summary>Gets or sets why the request was not retried; null if the failure is not one of a request. The client sets it.</summary>
    public RetryStopReason? StopReason { get; set; }
}
