using GatewayLogs.Json;
using GatewayLogs.Pipeline;
using GatewayLogs.Telemetry;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Lists one page of logs.</summary>
    /// <remarks>Operation ListGatewayLogs of the document.</remarks>
    /// <param name="query">Which logs, and in which order. Default: the first 20, oldest first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service gave logs that do not match a filter it was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async Task<GatewayLogPage> ListLogsAsync(GatewayLogQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new GatewayLogQuery();
        var client = query.IncludeRawJson || query.WaitsForPermits ? With(query.ApplyTo(Settings)) : this;
        var response = await client.ListGatewayLogsCoreAsync(
            accountId: Options.AccountId!, gatewayId: Options.GatewayId!, page: query.Page, perPage: query.PerPage,
            orderBy: query.OrderBy, orderByDirection: query.OrderByDirection, filters: query.Filters.Count > 0 ? query.Filters : null,
            search: query.Search, metaInfo: query.MetaInfo ? true : null, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Check(query, new GatewayLogPage(response.Result.Result!, response.Result.ResultInfo ?? new GatewayLogPageInfo(), response));
    }

    /// <summary>Gets one log with the beginnings of its request and response.</summary>
    /// <remarks>Operation GetGatewayLogDetail of the document. A log is found some seconds after the call it is about.</remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The log.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> cannot be an id. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async Task<GatewayLogDetail> GetLogAsync(string id, CancellationToken cancellationToken = default)
    {
        PathSegment.Require(id, nameof(id));
        var response = await GetGatewayLogDetailCoreAsync(
            accountId: Options.AccountId!, gatewayId: Options.GatewayId!, id: id, cancellationToken: cancellationToken).ConfigureAwait(false);
        var detail = response.Result.Result!;
        detail.HttpResponse = response;
        return detail;
    }

    /// <summary>Changes the feedback, score or metadata of one log.</summary>
    /// <remarks>
    /// Operation PatchGatewayLog of the document, which says that the service may give nothing of the log back. A change sets values whatever
    /// they were, so it is repeated when its answer is lost; what somebody else changed in between is then overwritten.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The log as far as the service gives it back; other fields than its id can be null for that reason alone.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> cannot be an id, or <paramref name="update"/> changes nothing. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async Task<GatewayLogDetail> UpdateLogAsync(string id, GatewayLogUpdate update, CancellationToken cancellationToken = default)
    {
        PathSegment.Require(id, nameof(id));
        ArgumentNullException.ThrowIfNull(update);
        var response = await PatchGatewayLogCoreAsync(
            update: update.Validated(), accountId: Options.AccountId!, gatewayId: Options.GatewayId!, id: id, cancellationToken: cancellationToken).ConfigureAwait(false);
        var detail = WireJson.TryRead<GatewayLogDetail>(response.Result.Result) ?? new GatewayLogDetail();
        detail.Id = detail.Id.Length > 0 ? detail.Id : id;
        detail.HttpResponse = response;
        return detail;
    }

    /// <summary>Deletes the logs that match the filters.</summary>
    /// <remarks>
    /// Operation DeleteGatewayLogs of the document. The service gives no count back, and probably deletes only after it has answered.
    /// Filters are listed first, in up to three requests: unless every log that comes back shows that it matches them, nothing is deleted,
    /// and when none comes back, no deletion is sent. <see cref="DeleteAllLogsAsync"/> deletes more than one request can.
    /// </remarks>
    /// <param name="query">Which logs, and how many at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status and headers of the answer; when there was nothing to delete, of that which said so.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> has no filters and does not say that this is meant, or one that cannot be checked on rows. Nothing was sent.
    /// </exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log does not show that it matches the filters it was listed with. Nothing was deleted.</exception>
    /// <exception cref="GatewayLogsDeleteOutcomeUnknownException">
    /// No answer says whether the logs were deleted; the request is not repeated then. After a cancellation it is unknown as well.
    /// </exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async Task<GatewayLogsResponse> DeleteLogsAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validated();
        var client = WithDeadline(out var deadline);
        using (deadline)
        {
            return await client.NothingToDeleteAsync(query, cancellationToken).ConfigureAwait(false)
                ?? await client.SendDeleteAsync(query, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Rejects a page whose rows do not match the filters, and leaves out the rows that match by chance.</summary>
    private static GatewayLogPage Check(GatewayLogQuery query, GatewayLogPage page)
    {
        FilterCheck.RequireApplied(query.Filters, page);
        Meters.Rows.Add(page.Rows.Count);
        return page.With(MetadataPairs.Keep(query.Filters, page.Rows));
    }

    /// <summary>Sends the deletion, and nothing before it.</summary>
    internal async Task<GatewayLogsResponse> SendDeleteAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken = default)
    {
        var client = With(Settings with { RetrySafety = GetRetrySafety(query) });
        return await client.DeleteGatewayLogsCoreAsync(
            accountId: Options.AccountId!, gatewayId: Options.GatewayId!, filters: query.Filters.Count > 0 ? query.Filters : null,
            limit: query.Limit, orderBy: query.OrderBy, orderByDirection: query.OrderByDirection, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns what executing a deletion twice does. Only one that names each log by its id, and no more of them than the limit, deletes
    /// nothing more: beyond a limit, every execution reaches further logs, even under an upper bound of their age.
    /// </summary>
    private static RetrySafety GetRetrySafety(GatewayLogDeleteQuery query) =>
        query.Filters.Any(filter => filter is { Key: "id", Operator: GatewayLogFilterOperator.Eq } && filter.Values.Count <= query.Limit)
            ? RetrySafety.IdempotentDelete
            : RetrySafety.NotIdempotent;
}
