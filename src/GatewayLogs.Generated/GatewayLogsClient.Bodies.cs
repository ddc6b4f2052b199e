using System.Diagnostics.CodeAnalysis;
using System.Net;
using GatewayLogs.Bodies;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>
    /// Cloudflare's error code for a log or body that does not exist. Other codes of a 404 mean that the URL does not match any endpoint.
    /// </summary>
    private const int NotFoundCode = 7002;

    /// <summary>Gets the stored request body of a log.</summary>
    /// <remarks>
    /// Calls the operation <c>GetGatewayLogRequest</c>; the OpenAPI document describes when the service wraps a body in an envelope. Any
    /// complete response contains the body, except an HTML page of a log without HTML. Bodies smaller than 64 KiB are in memory when the
    /// method returns; larger ones are read from the connection on demand, unless they begin like an envelope. If there is no body,
    /// <see cref="GatewayLogBody.State"/> contains the reason.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="unwrap">
    /// Whether to remove the envelope if the body is exactly an envelope: JSON with a boolean <c>success</c>, a <c>result</c>, and no
    /// members that envelopes do not have. Default: true. Some Workers AI payloads have the same form as an envelope; false returns any
    /// successful response unchanged.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body. Dispose it.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a valid id. No request was sent.</exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual Task<GatewayLogBody> GetLogRequestAsync(string id, bool unwrap = true, CancellationToken cancellationToken = default) =>
        GetBodyAsync(BodyKind.Request, id, unwrap, null, cancellationToken);

    /// <summary>Gets the stored response body of a log.</summary>
    /// <remarks>
    /// Calls the operation <c>GetGatewayLogResponse</c>; the OpenAPI document describes when the service wraps a body in an envelope. Any
    /// complete response contains the body, except an HTML page of a log without HTML. Bodies smaller than 64 KiB are in memory when the
    /// method returns; larger ones are read from the connection on demand, unless they begin like an envelope. If there is no body,
    /// <see cref="GatewayLogBody.State"/> contains the reason.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="unwrap">
    /// Whether to remove the envelope if the body is exactly an envelope: JSON with a boolean <c>success</c>, a <c>result</c>, and no
    /// members that envelopes do not have. Default: true. Some Workers AI payloads have the same form as an envelope; false returns any
    /// successful response unchanged.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body. Dispose it.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a valid id. No request was sent.</exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual Task<GatewayLogBody> GetLogResponseAsync(string id, bool unwrap = true, CancellationToken cancellationToken = default) =>
        GetBodyAsync(BodyKind.Response, id, unwrap, null, cancellationToken);

    /// <summary>Gets a log with its request and response bodies, in a single request if both bodies are small.</summary>
    /// <remarks>
    /// The detail of a log contains the beginning of each body. A body that is complete there, byte for byte, is not requested again.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The log and its bodies. Dispose them. If the log does not exist, <see cref="GatewayLogBody.State"/> of each body contains the
    /// reason.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a valid id. No request was sent.</exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual async Task<GatewayLogBodies> GetLogBodiesAsync(string id, CancellationToken cancellationToken = default)
    {
        var client = WithDeadline(out var deadline);
        using (deadline)
        {
            return await client.GetLogAndBodiesAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the bodies and disposes them.")]
    private async Task<GatewayLogBodies> GetLogAndBodiesAsync(string id, CancellationToken cancellationToken)
    {
        GatewayLogDetail detail;
        try
        {
            detail = await GetLogAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayLogsException exception) when (IsNotFound(exception))
        {
            var missing = GetMissingBody(id, exception.HttpResponse!);
            return new GatewayLogBodies(null, missing, missing);
        }

        var request = await GetBodyAsync(BodyKind.Request, detail, id, cancellationToken).ConfigureAwait(false);
        try
        {
            return new GatewayLogBodies(detail, request, await GetBodyAsync(BodyKind.Response, detail, id, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the body and disposes it.")]
    private async Task<GatewayLogBody> GetBodyAsync(BodyKind kind, GatewayLogDetail detail, string id, CancellationToken cancellationToken) =>
        BodyHead.TryRead(detail, kind) ?? await GetBodyAsync(kind, id, unwrap: true, detail, cancellationToken).ConfigureAwait(false);

    private async Task<GatewayLogBody> GetBodyAsync(BodyKind kind, string id, bool unwrap, GatewayLogDetail? detail, CancellationToken cancellationToken)
    {
        PathSegment.Require(id, nameof(id));
        var client = WithDeadline(out var deadline);
        using (deadline)
        {
            try
            {
                var settings = client.Settings with { KeepsEnvelope = !unwrap };
                var body = await client.ReceiveBodyAsync(kind, id, settings, cancellationToken).ConfigureAwait(false);
                if (body.PossibleError is { } error && !await client.IsStoredAsync(body, kind, detail, id, cancellationToken).ConfigureAwait(false))
                {
                    body = error.StopReason is null
                        ? await client.ReceiveBodyAsync(kind, id, settings with { RejectsErrors = true }, cancellationToken).ConfigureAwait(false)
                        : throw error;
                }

                settings = settings with { Deadline = null, RejectsErrors = body.PossibleError is null, BuffersBody = true };
                body.Refetch = Options.MaxRetries == 0 ? null : token => RefetchAsync(kind, id, settings, token);
                return body;
            }
            catch (GatewayLogsException exception) when (IsNotFound(exception))
            {
                return await client.GetMissingBodyAsync(kind, id, detail, exception.HttpResponse!, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Returns whether a response that looks like an error of the service is the stored body: an HTML page if the log has HTML, and a
    /// failure envelope, which Workers AI also returns, if the call that the log records failed. Disposes the body if it is not.
    /// </summary>
    private async Task<bool> IsStoredAsync(GatewayLogBody body, BodyKind kind, GatewayLogDetail? detail, string id, CancellationToken cancellationToken)
    {
        var isStored = false;
        var error = body.PossibleError!;
        try
        {
            detail ??= await GetLogAsync(id, cancellationToken).ConfigureAwait(false);
            isStored = error.Kind == FailureKind.MalformedResponse
                ? BodyHead.GetContentType(detail, kind)?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
                : kind == BodyKind.Response && detail.Success == false;
        }
        finally
        {
            if (!isStored)
            {
                body.Dispose();
            }
        }

        error.Attempts = 1;
        error.StopReason = RetryTable.GetStopReason(RetrySafety.Safe, error.Kind, error.StatusCode, 1)
            ?? (Options.MaxRetries == 0 ? RetryStopReason.AttemptsUsed : null);
        return isStored;
    }

    /// <summary>
    /// Downloads a body completely, with a deadline and retries of its own, because the first download failed after its call had returned.
    /// </summary>
    private async Task<ReadOnlyMemory<byte>> RefetchAsync(BodyKind kind, string id, CallSettings settings, CancellationToken cancellationToken)
    {
        using var body = await ReceiveBodyAsync(kind, id, settings, cancellationToken).ConfigureAwait(false);
        return await body.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<GatewayLogBody> ReceiveBodyAsync(BodyKind kind, string id, CallSettings settings, CancellationToken cancellationToken)
    {
        var client = With(settings);
        var response = kind == BodyKind.Request
            ? await client.GetGatewayLogRequestCoreAsync(accountId: Options.AccountId!, gatewayId: Options.GatewayId!, id: id, cancellationToken: cancellationToken).ConfigureAwait(false)
            : await client.GetGatewayLogResponseCoreAsync(accountId: Options.AccountId!, gatewayId: Options.GatewayId!, id: id, cancellationToken: cancellationToken).ConfigureAwait(false);
        return response.Result;
    }

    /// <summary>Gets the log to find out why it has no body.</summary>
    private async Task<GatewayLogBody> GetMissingBodyAsync(
        BodyKind kind, string id, GatewayLogDetail? detail, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        try
        {
            // The detail reported a body; if the log was deleted since, getting it again returns 404.
            if (detail is null || BodyHead.GetSize(detail, kind) > 0)
            {
                detail = await GetLogAsync(id, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GatewayLogsException exception) when (IsNotFound(exception))
        {
            return GetMissingBody(id, exception.HttpResponse!);
        }

        var state = MissingBodyReason.ForLog(detail.CreatedAt, GetServiceTime(response));
        return new GatewayLogBody(state, response);
    }

    private GatewayLogBody GetMissingBody(string id, GatewayLogsResponse response) =>
        new(MissingBodyReason.ForMissingLog(id, GetServiceTime(response)), response);

    /// <summary>Returns the service's current time, which the ages of logs are relative to; this machine's clock can differ.</summary>
    private DateTimeOffset GetServiceTime(GatewayLogsResponse response) => response.Date ?? Options.TimeProvider.GetUtcNow();

    private static bool IsNotFound(GatewayLogsException exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.Errors.All(error => error.Code is null or NotFoundCode);
}
