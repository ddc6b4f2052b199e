using System.Net;
using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Checks whether commands will work, with three requests that change nothing.</summary>
internal sealed class Diagnosis(Session session, TimeProvider time)
{
    /// <summary>The id of a log that does not exist, so that updating it changes nothing.</summary>
    private const string MissingLogId = "gwlogs-doctor-there-is-no-such-log";

    private readonly GatewayLogsClient _client = session.Client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 0 });

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sentAt = time.GetUtcNow();
        var (page, failure) = await TryAsync(() => _client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 }, cancellationToken));
        var receivedAt = time.GetUtcNow();
        foreach (var finding in page is null ? ListFinding.FromFailure(failure!, session) : ListFinding.FromPage(page, session))
        {
            yield return finding;
        }

        yield return page is null ? Finding.Skip("bodies", "Not checked, because reading failed.") : await CheckBodiesAsync(page, cancellationToken);
        yield return page is null
            ? Finding.Skip("write", "Not checked, because reading failed.")
            : CheckWriteAccess(
                (await TryAsync(() => _client.UpdateLogAsync(MissingLogId, new GatewayLogUpdate { Feedback = null }, cancellationToken)))
                .Failure);
        var response = page?.HttpResponse ?? failure!.HttpResponse;
        yield return ServiceFinding.FromClock(response, sentAt, receivedAt);
        yield return ServiceFinding.FromRateLimit(response?.RateLimit);
    }

    private static async Task<(T? Result, GatewayLogsException? Failure)> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return (await call(), null);
        }
        catch (GatewayLogsException exception)
        {
            return (null, exception);
        }
    }

    private async Task<Finding> CheckBodiesAsync(GatewayLogPage page, CancellationToken cancellationToken)
    {
        if (page.Logs.Count == 0)
        {
            return Finding.Skip("bodies", "Not checked, because there is no log.");
        }

        var (body, failure) = await TryAsync(() => _client.GetLogResponseAsync(page.Logs[0].Id, cancellationToken: cancellationToken));
        using (body)
        {
            return failure switch
            {
                null when body!.State == GatewayLogBodyState.Stored =>
                    Finding.Ok("bodies", "The token can read bodies: request, response and export --with-bodies work."),
                null => Finding.Ok("bodies", "The token can read bodies. The newest log has no stored response."),
                { StatusCode: HttpStatusCode.Forbidden } => Finding.Warn(
                    "bodies",
                    "The token lacks the permission AI Gateway Read, and has only AI Gateway Metadata Read: "
                    + "request, response and export --with-bodies will be refused."),
                _ => Finding.Warn("bodies", $"Unknown. {ServiceFailure.Describe(failure)}"),
            };
        }
    }

    private static Finding CheckWriteAccess(GatewayLogsException? failure) => failure?.StatusCode switch
    {
        HttpStatusCode.NotFound => Finding.Ok("write", "The token can write: update and delete work. Nothing was changed."),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => Finding.Warn(
            "write",
            "The token lacks the permission AI Gateway Write (Edit in the dashboard): update and delete will be refused. "
            + "Read access is enough for all other commands."),
        _ => Finding.Warn(
            "write",
            failure is null
                ? "Unknown: the service accepted an update of a log that does not exist."
                : $"Unknown. {ServiceFailure.Describe(failure)}"),
    };
}
