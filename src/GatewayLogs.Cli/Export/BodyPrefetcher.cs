using System.Net;
using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Export;

/// <summary>Adds the bodies to rows: some are asked for ahead, and the rows keep their order. A row that is known already becomes null.</summary>
internal sealed class BodyPrefetcher(GatewayLogsClient client, ExportBodies bodies, Func<GatewayLog, bool> isKnown)
{
    /// <summary>How many rows are asked for at once; each can hold two bodies of 10 MB.</summary>
    private const int RowsAhead = 4;

    public async IAsyncEnumerable<(ExportRow? Row, GatewayLogCursor? Position)> ReadAsync(
        IAsyncEnumerable<(GatewayLog Log, GatewayLogCursor? Position)> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(Task<ExportRow?> Row, GatewayLogCursor? Position)> ahead = new();
        try
        {
            await foreach (var (log, position) in rows.WithCancellation(cancellationToken))
            {
                ahead.Enqueue((isKnown(log) ? Task.FromResult<ExportRow?>(null) : GetAsync(log, stop.Token), position));
                if (ahead.Count == RowsAhead)
                {
                    yield return (await ahead.Peek().Row, ahead.Dequeue().Position);
                }
            }

            while (ahead.Count > 0)
            {
                yield return (await ahead.Peek().Row, ahead.Dequeue().Position);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(ahead.Select(next => next.Row)).ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<ExportRow?> GetAsync(GatewayLog log, CancellationToken cancellationToken)
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
            // One of the two, or the log's detail: each for itself tells which.
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
    /// Gets whether only this body cannot be read, so that the export continues: retrying the whole export would not help. Anything else ends the
    /// export, which can be resumed.
    /// </summary>
    private static bool ConcernsOneBody(Exception exception) => exception switch
    {
        // The service listed an id that no request can name, such as one with a control character.
        ArgumentException => true,
        GatewayLogsRateLimitException or GatewayLogsTimeoutException => false,
        GatewayLogsException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests } => false,

        // A 500 may be all that one body ever returns.
        GatewayLogsException { StatusCode: { } status } failure => status is HttpStatusCode.OK or HttpStatusCode.InternalServerError || !failure.IsTransient,
        _ => false,
    };

    private static string GetName(GatewayLogBodyState state) => state switch
    {
        GatewayLogBodyState.NotStored => "not_stored",
        GatewayLogBodyState.NotYetThere => "not_yet_there",
        _ => "gone",
    };
}
