using System.Runtime.CompilerServices;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Shared with all views of this client.</summary>
    private readonly StrongBox<bool> _isDeletionProvenById = new();

    /// <summary>Deletes the logs that match the filters, at most as many as the query's limit, those that are first in its order.</summary>
    /// <remarks>
    /// Operation DeleteGatewayLogs of the document. Each log is listed and must show that it matches before the first one is deleted; then they
    /// are deleted by their ids: first one log alone, and if exactly that one is gone, up to 50 in a request. Unless the filters name logs by
    /// their ids, only logs are deleted that were created 60 seconds before the earlier of this machine's time and the service's.
    /// A request whose response is lost is not retried: listing decides what came of it. One log that is named by its id takes five requests.
    /// A <see cref="GatewayLogsClientOptions.TotalTimeout"/> that was set is the time of all of them together; by default, each has its own.
    /// </remarks>
    /// <param name="query">Which logs, and how many at most.</param>
    /// <param name="cancellationToken">Ends the deletion between two requests. What was requested is deleted all the same.</param>
    /// <returns>What was requested, and what was observed of it.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> has no filters and does not set <see cref="GatewayLogDeleteQuery.AllowDeleteAll"/>, or has a filter that
    /// cannot be checked on rows. Nothing was sent.
    /// </exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">
    /// A log does not show that it matches the filters it was listed with, or a request deleted other logs than it named. See <see cref="GatewayLogsException.DeleteReport"/>.
    /// </exception>
    /// <exception cref="GatewayLogsDeleteOutcomeUnknownException">The responses to five requests to delete in a row were lost, without an effect.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async Task<GatewayLogDeleteReport> DeleteLogsAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken = default)
    {
        using var deadline = Options.HasDefaultTotalTimeout || Settings.Deadline is not null ? null : new Deadline(Options);
        var client = deadline is null ? ForMany() : With(Settings with { Deadline = deadline });
        return await client.DeleteAsync(query, query?.Limit, new GatewayLogDeleteOptions(), progress: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes all logs that match the filters.</summary>
    /// <remarks>
    /// Like <see cref="DeleteLogsAsync"/>, but without a limit, and it lists at the end what is left. 1,000 logs take about 130 requests, and the ids of
    /// all are kept; see <see cref="GatewayLogDeleteOptions.Verification"/> for millions. Logs that match a condition of <see cref="LogFilter.Metadata"/> can
    /// be deleted like any other.
    /// </remarks>
    /// <param name="query">Which logs. Its limit is that of one request.</param>
    /// <param name="options">What is verified, and who confirms the deletion. Default: null, everything and nobody.</param>
    /// <param name="progress">Receives a report after each step. Default: null.</param>
    /// <param name="cancellationToken">Ends the deletion between two requests. What was requested is deleted all the same.</param>
    /// <returns>What was requested, and what was observed of it.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> has no filters and does not set <see cref="GatewayLogDeleteQuery.AllowDeleteAll"/>, or has a filter that
    /// cannot be checked on rows. Nothing was sent.
    /// </exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">
    /// A log does not show that it matches the filters it was listed with, or a request deleted other logs than it named. See <see cref="GatewayLogsException.DeleteReport"/>.
    /// </exception>
    /// <exception cref="GatewayLogsDeleteOutcomeUnknownException">The responses to five requests to delete in a row were lost, without an effect.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual Task<GatewayLogDeleteReport> DeleteMatchingLogsAsync(
        GatewayLogDeleteQuery query,
        GatewayLogDeleteOptions? options = null,
        IProgress<GatewayLogDeleteReport>? progress = null,
        CancellationToken cancellationToken = default) =>
        ForMany().DeleteAsync(query, limit: null, options ?? new GatewayLogDeleteOptions(), progress, cancellationToken);

    /// <summary>Sends one request to delete, and nothing before it.</summary>
    /// <param name="query">Which logs.</param>
    /// <param name="isProven">Whether the service is known to apply such filters. Otherwise executing it twice can delete two logs, so it is not retried.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal Task<GatewayLogsResponse<DeleteGatewayLogsEnvelope>> SendDeleteAsync(
        GatewayLogDeleteQuery query, bool isProven = true, CancellationToken cancellationToken = default) =>
        With(Settings with { RetrySafety = isProven ? GetRetrySafety(query) : RetrySafety.NotIdempotent }).DeleteGatewayLogsCoreAsync(
            accountId: Options.AccountId!, gatewayId: Options.GatewayId!, filters: query.Filters.Count > 0 ? query.Filters : null,
            limit: query.Limit, orderBy: query.OrderBy, orderByDirection: query.OrderByDirection, cancellationToken: cancellationToken);

    /// <summary>
    /// Returns what executing a deletion twice does. Only one that names each log by its id, and no more of them than the limit, deletes
    /// nothing more: beyond a limit, every execution reaches further logs, even under an upper bound of their age.
    /// </summary>
    private static RetrySafety GetRetrySafety(GatewayLogDeleteQuery query) =>
        query.Filters.Any(filter => filter is { Key: FilterFields.Id, Operator: GatewayLogFilterOperator.Equal } && filter.Values.Count <= query.Limit)
            ? RetrySafety.IdempotentDelete
            : RetrySafety.NotIdempotent;

    private async Task<GatewayLogDeleteReport> DeleteAsync(
        GatewayLogDeleteQuery query, int? limit, GatewayLogDeleteOptions options, IProgress<GatewayLogDeleteReport>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validated();
        FilterVerification.RequireCheckable(query.Filters);
        if (options is { Verification: GatewayLogDeleteVerification.Sample, Condition: not null })
        {
            throw new ArgumentException("A Condition is evaluated on each log, and Verification.Sample does not list each. Set one of them. Nothing was sent.", nameof(options));
        }

        var requests = new DeleteRequests(
            ListLogsAsync,
            (list, token) => ListAllPagesAsync(list, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }, token),
            SendDeleteAsync,
            () => Clock.EarliestUtcNow,
            _isDeletionProvenById,
            Options.TimeProvider);
        return await new Deletion(requests, query, options, progress).RunAsync(limit, cancellationToken).ConfigureAwait(false);
    }
}
