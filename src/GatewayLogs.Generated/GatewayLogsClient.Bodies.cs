using System.Diagnostics.CodeAnalysis;
using System.Net;
using GatewayLogs.Bodies;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>The code of the service for what it does not find; others of a 404 are of the front door, for an address that leads nowhere.</summary>
    private const int NotFoundCode = 7002;

    /// <summary>Gets the stored body of the request that a log is about.</summary>
    /// <remarks>
    /// Operation GetGatewayLogRequest of the document, which says when a body is in an envelope. A small body is whole when you get it; a
    /// large one is read from the connection while you read it. When there is none, <see cref="GatewayLogBody.State"/> says why.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="unwrap">
    /// Whether to take the body out when it is exactly an envelope: a boolean success beside a result, and nothing that envelopes do not
    /// have. Default: true. A payload of Workers AI can look like one; false gives the bytes as they came.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The body. Dispose it.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> cannot be an id. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual Task<GatewayLogBody> GetLogRequestAsync(string id, bool unwrap = true, CancellationToken cancellationToken = default) =>
        GetBodyAsync(BodyKind.Request, id, unwrap, null, cancellationToken);

    /// <summary>Gets the stored body of the response that a log is about.</summary>
    /// <remarks>
    /// Operation GetGatewayLogResponse of the document, which says when a body is in an envelope. A small body is whole when you get it; a
    /// large one is read from the connection while you read it. When there is none, <see cref="GatewayLogBody.State"/> says why.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="unwrap">
    /// Whether to take the body out when it is exactly an envelope: a boolean success beside a result, and nothing that envelopes do not
    /// have. Default: true. A payload of Workers AI can look like one; false gives the bytes as they came.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The body. Dispose it.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> cannot be an id. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual Task<GatewayLogBody> GetLogResponseAsync(string id, bool unwrap = true, CancellationToken cancellationToken = default) =>
        GetBodyAsync(BodyKind.Response, id, unwrap, null, cancellationToken);

    /// <summary>Gets a log with both of its bodies, in a single request when the bodies are small.</summary>
    /// <remarks>The detail of a log holds the beginnings of its bodies; a body that is whole there, byte for byte, is not asked for again.</remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The log and its bodies. Dispose them. When there is no such log, <see cref="GatewayLogBody.State"/> of each says why.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> cannot be an id. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
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
                var body = await client.ReceiveBodyAsync(kind, id, client.Settings with { KeepsEnvelope = !unwrap }, cancellationToken).ConfigureAwait(false);
                body.Refetch = Options.MaxRetries == 0 ? null : token => RefetchAsync(kind, id, unwrap, token);
                return body;
            }
            catch (GatewayLogsException exception) when (IsNotFound(exception))
            {
                return await client.GetMissingBodyAsync(kind, id, detail, exception.HttpResponse!, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gets a body completely, with the deadline and the retries of a call of its own: the first one broke off after its call.</summary>
    private async Task<ReadOnlyMemory<byte>> RefetchAsync(BodyKind kind, string id, bool unwrap, CancellationToken cancellationToken)
    {
        var settings = Settings with { Deadline = null, KeepsEnvelope = !unwrap, BuffersBody = true };
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

    /// <summary>Finds out, from the log itself, why it has no body.</summary>
    private async Task<GatewayLogBody> GetMissingBodyAsync(
        BodyKind kind, string id, GatewayLogDetail? detail, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        try
        {
            // A log that reported a body may have been deleted since.
            if (detail is null || BodyHead.GetSize(detail, kind) > 0)
            {
                detail = await GetLogAsync(id, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GatewayLogsException exception) when (IsNotFound(exception))
        {
            return GetMissingBody(id, exception.HttpResponse!);
        }

        var state = MissingBodyReason.Of(detail.CreatedAt, BodyHead.GetSize(detail, kind), GetServiceTime(response));
        return new GatewayLogBody(state, response);
    }

    private GatewayLogBody GetMissingBody(string id, GatewayLogsResponse response) =>
        new(MissingBodyReason.OfLog(id, GetServiceTime(response)), response);

    /// <summary>Returns the service's time: logs are as old as its clock says, which can differ from this machine's.</summary>
    private DateTimeOffset GetServiceTime(GatewayLogsResponse response) => response.Date ?? Options.TimeProvider.GetUtcNow();

    private static bool IsNotFound(GatewayLogsException exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.Errors.All(error => error.Code is null or NotFoundCode);
}
