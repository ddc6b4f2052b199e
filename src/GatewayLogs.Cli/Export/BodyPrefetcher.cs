using System.Net;
using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// Adds bodies to rows. Fetches bodies ahead, and keeps the order of the rows. A row that is left out becomes null.
/// </summary>
internal sealed class BodyPrefetcher(GatewayLogsClient client, ExportBodies bodies, bool skipsForbidden, Func<GatewayLog, bool> isLeftOut)
{
    /// <summary>The number of rows whose bodies are fetched concurrently. Each row can have two bodies of 10 MB.</summary>
    private const int RowsAhead = 4;

    private static readonly ExportBody s_forbidden = new(ExportBody.Forbidden, null, default);

    private bool _isForbidden;

    public async IAsyncEnumerable<(ExportRow? Row, GatewayLogCursor? Cursor)> ReadAsync(
        IAsyncEnumerable<(GatewayLog Log, GatewayLogCursor? Cursor)> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(Task<ExportRow?> Row, GatewayLogCursor? Cursor)> ahead = new();
        try
        {
            await foreach (var (log, cursor) in rows.WithCancellation(cancellationToken))
            {
                ahead.Enqueue((isLeftOut(log) ? Task.FromResult<ExportRow?>(null) : GetAsync(log, stop.Token), cursor));
                if (ahead.Count == RowsAhead)
                {
                    yield return (await ahead.Peek().Row, ahead.Dequeue().Cursor);
                }
            }

            while (ahead.Count > 0)
            {
                yield return (await ahead.Peek().Row, ahead.Dequeue().Cursor);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(ahead.Select(next => next.Row)).ContinueWith(
                static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<ExportRow?> GetAsync(GatewayLog log, CancellationToken cancellationToken)
    {
        try
        {
            return _isForbidden ? WithoutBodies(log) : await GetWithBodiesAsync(log, cancellationToken);
        }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            // The permission is that of the token, so requests for the other bodies would fail as well.
            _isForbidden = skipsForbidden;
            return skipsForbidden ? WithoutBodies(log) : throw new CommandFailedException(
                "The token may not read stored bodies: it lacks the permission AI Gateway Read, and may have only AI Gateway Metadata Read. "
                + "Add the permission and run the command again to resume, or use --skip-forbidden-bodies to export without them.",
                ExitCodes.Authentication);
        }
    }

    private ExportRow WithoutBodies(GatewayLog log) => new(
        log, bodies.HasFlag(ExportBodies.Request) ? s_forbidden : null, bodies.HasFlag(ExportBodies.Response) ? s_forbidden : null);

    private async Task<ExportRow?> GetWithBodiesAsync(GatewayLog log, CancellationToken cancellationToken)
    {
        if (bodies != (ExportBodies.Request | ExportBodies.Response))
        {
            var body = await GetAsync(() => bodies == ExportBodies.Request
                ? client.GetLogRequestAsync(log.Id, cancellationToken: cancellationToken)
                : client.GetLogResponseAsync(log.Id, cancellationToken: cancellationToken), cancellationToken);
            return bodies == ExportBodies.Request ? new ExportRow(log, Request: body) : new ExportRow(log, Response: body);
        }

        try
        {
            using var both = await client.GetLogBodiesAsync(log.Id, cancellationToken);
            return new ExportRow(
                log,
                await GetAsync(() => Task.FromResult(both.Request), cancellationToken),
                await GetAsync(() => Task.FromResult(both.Response), cancellationToken));
        }
        catch (Exception exception) when (ConcernsOneBody(exception))
        {
            // One of the bodies or the detail of the log failed. Fetch the bodies individually to find out which.
            return new ExportRow(
                log,
                await GetAsync(() => client.GetLogRequestAsync(log.Id, cancellationToken: cancellationToken), cancellationToken),
                await GetAsync(() => client.GetLogResponseAsync(log.Id, cancellationToken: cancellationToken), cancellationToken));
        }
    }

    private static async Task<ExportBody> GetAsync(Func<Task<GatewayLogBody>> get, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await get();
            return body.State == GatewayLogBodyState.Stored
                ? new ExportBody(ExportBody.Stored, body.ContentType, await body.ReadAsBytesAsync(cancellationToken))
                : new ExportBody(GetName(body.State), null, default);
        }
        catch (Exception exception) when (ConcernsOneBody(exception))
        {
            return new ExportBody(ExportBody.Failed, null, default);
        }
    }

    /// <summary>
    /// Returns whether only this body cannot be read. The export then continues, because retrying it would not help. Any other failure ends
    /// the export, which can be resumed.
    /// </summary>
    private static bool ConcernsOneBody(Exception exception) => exception switch
    {
        // The listed id cannot be part of a URL, for example because of a control character.
        ArgumentException => true,
        GatewayLogsRateLimitException or GatewayLogsTimeoutException => false,
        GatewayLogsException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests } => false,

        // A 500 can be permanent for a single body.
        GatewayLogsException { StatusCode: { } status } failure => status is HttpStatusCode.OK or HttpStatusCode.InternalServerError || !failure.IsTransient,
        _ => false,
    };

    private static string GetName(GatewayLogBodyState state) => state switch
    {
        GatewayLogBodyState.NotStored => ExportBody.NotStored,
        GatewayLogBodyState.NotYetThere => ExportBody.NotYetThere,
        _ => "gone",
    };
}
