using System.Diagnostics.CodeAnalysis;
using System.Net;
using GatewayLogs.Bodies;

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
        GetBodyAsync(BodySide.Request, id, unwrap, null, cancellationToken);

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
        GetBodyAsync(BodySide.Response, id, unwrap, null, cancellationToken);

    /// <summary>Gets a log with both of its bodies, in a single request when the bodies are small.</summary>
    /// <remarks>The detail of a log holds the beginnings of its bodies; a body that is whole there, byte for byte, is not asked for again.</remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The log and its bodies. Dispose them. When there is no such log, <see cref="GatewayLogBody.State"/> of each says why.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> cannot be an id. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the bodies and disposes them.")]
    public virtual async Task<GatewayLogBodies> GetBodiesAsync(string id, CancellationToken cancellationToken = default)
    {
        GatewayLogDetail detail;
        try
        {
            detail = await GetLogAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayLogsException exception) when (IsNotFound(exception))
        {
            var absence = AbsenceOf(id, exception.HttpResponse!);
            return new GatewayLogBodies(null, absence, absence);
        }

        var request = await BodyOfAsync(BodySide.Request, detail, id, cancellationToken).ConfigureAwait(false);
        try
        {
            return new GatewayLogBodies(detail, request, await BodyOfAsync(BodySide.Response, detail, id, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the body and disposes it.")]
    private async Task<GatewayLogBody> BodyOfAsync(BodySide side, GatewayLogDetail detail, string id, CancellationToken cancellationToken) =>
        BodyHead.TryRead(detail, side) ?? await GetBodyAsync(side, id, unwrap: true, detail, cancellationToken).ConfigureAwait(false);

    private async Task<GatewayLogBody> GetBodyAsync(
        BodySide side, string id, bool unwrap, GatewayLogDetail? detail, CancellationToken cancellationToken)
    {
        PathSegment.Require(id, nameof(id));
        try
        {
            var body = await ExecuteAsync(side.Operation, token => OpenBodyAsync(side, id, unwrap, token), cancellationToken).ConfigureAwait(false);
            body.Refetch = Options.MaxRetries == 0 ? null : token => ExecuteAsync(
                side.Operation,
                async attempt =>
                {
                    using var again = await OpenBodyAsync(side, id, unwrap, attempt).ConfigureAwait(false);
                    return await again.ReadAsBytesAsync(attempt).ConfigureAwait(false);
                },
                token);
            return body;
        }
        catch (GatewayLogsException exception) when (IsNotFound(exception))
        {
            return await AbsenceOfAsync(side, id, detail, exception.HttpResponse!, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<GatewayLogBody> OpenBodyAsync(BodySide side, string id, bool unwrap, CancellationToken cancellationToken)
    {
        var response = side == BodySide.Request
            ? await GetGatewayLogRequestCoreAsync(Options.AccountId!, Options.GatewayId!, id, cancellationToken).ConfigureAwait(false)
            : await GetGatewayLogResponseCoreAsync(Options.AccountId!, Options.GatewayId!, id, cancellationToken).ConfigureAwait(false);
        return await BodyOpening.OpenAsync(response.Result, unwrap, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds out, from the log itself, why it has no body.</summary>
    private async Task<GatewayLogBody> AbsenceOfAsync(
        BodySide side, string id, GatewayLogDetail? detail, GatewayLogsResponse answer, CancellationToken cancellationToken)
    {
        try
        {
            // A log that told of a body may have been deleted since.
            if (detail is null || BodyHead.SizeOf(detail, side) > 0)
            {
                detail = await GetLogAsync(id, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GatewayLogsException exception) when (IsNotFound(exception))
        {
            return AbsenceOf(id, exception.HttpResponse!);
        }

        var state = BodyAbsence.Of(detail.CreatedAt, BodyHead.SizeOf(detail, side), NowOf(answer));
        return new GatewayLogBody(state, answer);
    }

    private GatewayLogBody AbsenceOf(string id, GatewayLogsResponse answer) =>
        new(BodyAbsence.OfLog(id, NowOf(answer)), answer);

    /// <summary>Logs are as old as the service's clock says, which need not agree with this machine's.</summary>
    private DateTimeOffset NowOf(GatewayLogsResponse answer) => answer.Date ?? Options.TimeProvider.GetUtcNow();

    private static bool IsNotFound(GatewayLogsException exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.Errors.All(error => error.Code is null or NotFoundCode);
}
