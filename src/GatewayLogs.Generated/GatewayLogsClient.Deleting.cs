using System.Runtime.CompilerServices;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Whether a deletion has proven that the service applies a filter on one id. Shared by all views of this client.</summary>
    private readonly StrongBox<bool> _isDeletionProvenById = new();

    /// <summary>Deletes matching logs, up to the query's limit, starting with the first in the query's order.</summary>
    /// <remarks>
    /// Calls the operation <c>DeleteGatewayLogs</c>. All logs are listed and verified to match before the first one is deleted. They are
    /// then deleted by id: first a single log, and if exactly that log is gone, up to 50 per request. Unless the filters select logs by id,
    /// only logs are deleted that were created at least 60 seconds ago by this machine's clock and the service's. A request whose response
    /// is lost is not retried; listing the logs shows whether it was executed. Deleting one log by its id takes five requests. If
    /// <see cref="GatewayLogsClientOptions.TotalTimeout"/> was set, it applies to all requests together; the default applies to each
    /// request.
    /// </remarks>
    /// <param name="query">The logs to delete, and the maximum number.</param>
    /// <param name="cancellationToken">
    /// Cancels the deletion between two requests. Requests that were already sent still take effect.
    /// </param>
    /// <returns>The number of logs that were requested to be deleted and that were observed to be gone.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> has no filters and does not set <see cref="GatewayLogDeleteQuery.AllowDeleteAll"/>, or has a filter that
    /// cannot be verified on listed logs. No request was sent.
    /// </exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">
    /// A log could not be verified to match the filters it was listed with, or a request deleted logs that it did not select. See
    /// <see cref="GatewayLogsException.DeleteReport"/>.
    /// </exception>
    /// <exception cref="GatewayLogsDeleteOutcomeUnknownException">
    /// The responses to five consecutive deletion requests were lost, and no log was deleted.
    /// </exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual async Task<GatewayLogDeleteReport> DeleteLogsAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken = default)
    {
        Deadline? deadline = null;
        var client = Options.HasDefaultTotalTimeout ? ForMany() : WithDeadline(out deadline);
        using (deadline)
        {
            return await client.DeleteAsync(query, query?.Limit, new GatewayLogDeleteOptions(), progress: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes all logs that match the filters.</summary>
    /// <remarks>
    /// Works like <see cref="DeleteLogsAsync"/>, but without a limit, and counts the remaining logs at the end. Deleting 1,000 logs takes
    /// about 130 requests, and the ids of all logs are kept in memory; for millions of logs see
    /// <see cref="GatewayLogDeleteOptions.Verification"/>. Filters created by <see cref="LogFilter.Metadata"/> are supported.
    /// </remarks>
    /// <param name="query">The logs to delete. Its limit applies to each request.</param>
    /// <param name="options">
    /// How the deletion is verified and confirmed. Default: null, every log is verified and no confirmation is requested.
    /// </param>
    /// <param name="progress">Receives a report after each step. Default: null.</param>
    /// <param name="cancellationToken">
    /// Cancels the deletion between two requests. Requests that were already sent still take effect.
    /// </param>
    /// <returns>The number of logs that were requested to be deleted and that were observed to be gone.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> has no filters and does not set <see cref="GatewayLogDeleteQuery.AllowDeleteAll"/>, or has a filter that
    /// cannot be verified on listed logs. No request was sent.
    /// </exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">
    /// A log could not be verified to match the filters it was listed with, or a request deleted logs that it did not select. See
    /// <see cref="GatewayLogsException.DeleteReport"/>.
    /// </exception>
    /// <exception cref="GatewayLogsDeleteOutcomeUnknownException">
    /// The responses to five consecutive deletion requests were lost, and no log was deleted.
    /// </exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual Task<GatewayLogDeleteReport> DeleteMatchingLogsAsync(
        GatewayLogDeleteQuery query,
        GatewayLogDeleteOptions? options = null,
        IProgress<GatewayLogDeleteReport>? progress = null,
        CancellationToken cancellationToken = default) =>
        ForMany().DeleteAsync(query, limit: null, options ?? new GatewayLogDeleteOptions(), progress, cancellationToken);

    /// <summary>
    /// Sends one deletion request without listing or verifying logs. Unless the service is known to apply such filters, the request is not
    /// retried, because each execution could delete another log.
    /// </summary>
    internal Task<GatewayLogsResponse<DeleteGatewayLogsEnvelope>> SendDeleteAsync(
        GatewayLogDeleteQuery query, bool isProven = true, CancellationToken cancellationToken = default) =>
        With(Settings with { RetrySafety = isProven ? GetRetrySafety(query) : RetrySafety.NotIdempotent }).DeleteGatewayLogsCoreAsync(
            accountId: Options.AccountId!, gatewayId: Options.GatewayId!, filters: query.Filters.Count > 0 ? query.Filters : null,
            limit: query.Limit, orderBy: query.OrderBy, orderByDirection: query.OrderByDirection, cancellationToken: cancellationToken);

    /// <summary>
    /// Returns whether the request can be executed twice without deleting further logs. It can if it selects logs by id and the limit is at
    /// least the number of ids. With any other filter, even with an upper bound on created_at, each execution deletes the next logs up to
    /// the limit.
    /// </summary>
    private static RetrySafety GetRetrySafety(GatewayLogDeleteQuery query) =>
        query.Filters.Any(filter => filter is { Key: FilterFields.Id, Operator: GatewayLogFilterOperator.Equal } && filter.Values.Count <= query.Limit)
            ? RetrySafety.IdempotentDelete
            : RetrySafety.NotIdempotent;

    private async Task<GatewayLogDeleteReport> DeleteAsync(
        GatewayLogDeleteQuery query, int? limit, GatewayLogDeleteOptions options, IProgress<GatewayLogDeleteReport>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validated();
        FilterVerification.RequireCheckable(query.Filters);
        if (options is { Verification: GatewayLogDeleteVerification.Sample, Condition: not null })
        {
            throw new ArgumentException(
                "Condition is evaluated on each log, but with Verification.Sample not every log is listed. No request was sent. "
                + "Remove one of the two options.",
                nameof(options));
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
