using System.Net;
using GatewayLogs.Json;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>A request that failed: the service refused it, answered something unreadable, or was not reached.</summary>
/// <remarks>
/// The message holds the status, Cloudflare's codes and the ray id. It never holds a token or anything of a body: what the service says
/// in words is in <see cref="Errors"/>, for a program that knows where to show it.
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
    /// <param name="message">What happened, and what to do.</param>
    public GatewayLogsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception that an answer stands for.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="response">The answer; null when none arrived.</param>
    /// <param name="errors">The reasons that the service gives.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsException(
        string message, GatewayLogsResponse? response, IReadOnlyList<GatewayLogsError>? errors = null, Exception? innerException = null)
        : base(message, innerException)
    {
        HttpResponse = response;
        Errors = errors ?? [];
    }

    /// <summary>The form that the generated client calls.</summary>
    internal GatewayLogsException(
        string message,
        int statusCode,
        string? responseText,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException)
        : this(message, new GatewayLogsResponse(statusCode, headers), null, innerException)
    {
        // The text of a body is somebody's prompt: it is not kept.
        _ = responseText;
    }

    /// <summary>The exception for a response that refuses, with the reasons in its envelope, if it was read with one.</summary>
    internal static GatewayLogsException Refusal(GatewayLogsResponse response)
    {
        GatewayLogsError[] reasons = [.. (response.Envelope?.Errors ?? []).Where(error => error is not null)];
        var message = FailureMessage.Of(response, reasons);
        return response.StatusCode == HttpStatusCode.TooManyRequests
            ? new GatewayLogsRateLimitException(message, response, reasons)
            : new GatewayLogsException(message, response, reasons);
    }

    /// <summary>The same, with the envelope in a body that may as well be HTML, cut short or of another form: then there is none.</summary>
    internal static GatewayLogsException Refusal(GatewayLogsResponse response, ReadOnlyMemory<byte> body) =>
        Refusal(WireJson.TryRead<ErrorEnvelope>(body, includeRawJson: false, out var envelope, out _) && envelope is not null
            ? new GatewayLogsResponse<ErrorEnvelope>((int)response.StatusCode, response.Headers, envelope)
            : response);

    /// <summary>Gets the response: its status and headers, and what <see cref="GatewayLogsResponse.Envelope"/> says; null when none arrived.</summary>
    public GatewayLogsResponse? HttpResponse { get; init; }

    /// <summary>The HTTP status; null when no answer arrived.</summary>
    public HttpStatusCode? StatusCode => HttpResponse?.StatusCode;

    /// <summary>Cloudflare's id of the request, to quote to its support; null when it is missing.</summary>
    public string? RayId => HttpResponse?.RayId;

    /// <summary>Gets how long to wait before the next request; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get => field ?? HttpResponse?.RetryAfter; init; }

    /// <summary>Gets or sets how often the request was tried; 0 when it was not, or when the failure is not one of a call. The client sets it.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// Gets whether the same call may succeed when it is made again later: no usable response arrived, the service asks to wait, or it or
    /// Cloudflare's edge failed for now. Default: as the status and the kind of the failure say.
    /// </summary>
    /// <remarks>
    /// The client has retried already, where that is safe. A failed <see cref="GatewayLogsClient.DeleteLogsAsync"/> is transient only if it
    /// cannot have deleted anything.
    /// </remarks>
    public bool IsTransient { get => _isTransient ?? RetryTable.IsTransient(Kind, StatusCode); init => _isTransient = value; }

    /// <summary>Gets whether the request may have reached the service. Default: as the kind of the failure says.</summary>
    public bool WasSent { get => _wasSent ?? Kind is not (FailureKind.NotSent or FailureKind.InvalidToken or FailureKind.CertificateRejected); init => _wasSent = value; }

    /// <summary>The reasons that the service gives; empty when it gives none.</summary>
    public IReadOnlyList<GatewayLogsError> Errors { get; init; } = [];

    /// <summary>Gets or sets what a deletion had requested and observed when it failed; null for other calls. Default: null.</summary>
    public GatewayLogDeleteReport? DeleteReport { get; set; }

    /// <summary>Gets how far the request came. Default: <see cref="FailureKind.HttpStatus"/>.</summary>
    public FailureKind Kind { get; init; }

    /// <summary>Gets or sets why the request was not retried; null when the failure is not one of a call. The client sets it.</summary>
    public RetryStopReason? StopReason { get; set; }
}
