using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Chat;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Diagnosing;
using GatewayLogs.Cli.Failures;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Sources;

/// <summary>The logs of a gateway, read from the service.</summary>
internal sealed class ServiceLogs(Session session) : ILogSource
{
    private static readonly GatewayLogPagingOptions s_options = new() { IndexingDelay = TimeSpan.Zero };

    public Session Session => session;

    public string Name => session.GatewayId;

    public GatewayLogsClient? Client => session.Client;

    public string EmptyMessage => $"The gateway has no logs. {LogSystem.Hint}";

    public IAsyncEnumerable<GatewayLog> ReadAsync(GatewayLogQuery query, IReadOnlyCollection<string>? fields, CancellationToken cancellationToken) =>
        session.Progress.CountAsync(session.Client.ListAllPagesAsync(query, s_options, cancellationToken), cancellationToken: cancellationToken)
            .SelectMany(page => page.Logs);

    /// <summary>
    /// Fetches a single page if the limit fits one page and the service can evaluate all conditions; otherwise enumerates pages.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ListAsync(
        GatewayLogQuery query, StatusSelection status, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (limit <= GatewayLogQuery.MaxPerPage && !query.FiltersOnClient && !status.IsUsed)
        {
            yield return (await session.Client.ListLogsAsync(query with { PerPage = limit.Value }, cancellationToken)).Logs;
            yield break;
        }

        var left = limit ?? int.MaxValue;
        var options = s_options with { MaxConcurrency = limit <= 4 * GatewayLogQuery.MaxPerPage ? 1 : 4 };
        var pages = session.Client.ListAllPagesAsync(query, options, cancellationToken);
        await foreach (var page in session.Progress.CountAsync(pages, status.IsUsed ? null : limit, cancellationToken))
        {
            var logs = status.Select(page.Logs);
            yield return [.. logs.Take(left)];
            left -= limit is null ? 0 : logs.Count;
            if (left <= 0)
            {
                yield break;
            }
        }
    }

    public Task<long> CountAsync(GatewayLogQuery query, StatusSelection status, CancellationToken cancellationToken) =>
        CountCommand.CountAsync(session, query, status, cancellationToken);

    public Task ReadFailuresAsync(
        FailureReport report, GatewayLogQuery query, StatusSelection status, bool allDetails, CancellationToken cancellationToken)
    {
        session.Progress.RequestsPerRow += allDetails ? 1 : 0;
        var pages = session.Progress.CountAsync(session.Client.ListAllPagesAsync(query, s_options, cancellationToken), cancellationToken: cancellationToken);
        return new DetailReader(session.Client).AddAllAsync(report, pages, status, allDetails, cancellationToken);
    }

    public Task<LogConversation> GetConversationAsync(string id, CancellationToken cancellationToken) =>
        LogConversation.GetAsync(session.Client, id, cancellationToken);

    public Task WriteWarningsAsync() => new ClockSkewWarning(session.Client).WriteIfSkewedAsync();

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
