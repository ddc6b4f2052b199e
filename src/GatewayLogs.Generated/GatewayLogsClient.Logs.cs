using GatewayLogs.Json;
using GatewayLogs.Telemetry;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Lists one page of logs.</summary>
    /// <remarks>Calls the operation <c>ListGatewayLogs</c>.</remarks>
    /// <param name="query">The filters, order and page. Default: the first 20 logs, oldest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service returned logs that do not match a filter.</exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">The service returned more logs than the requested page size.</exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
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

    /// <summary>Gets one log with the beginning of its request and response bodies.</summary>
    /// <remarks>
    /// Calls the operation <c>GetGatewayLogDetail</c>. A log becomes available some seconds after the request that it records.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The log.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a valid id. No request was sent.</exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">The response contains another log.</exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual async Task<GatewayLogDetail> GetLogAsync(string id, CancellationToken cancellationToken = default)
    {
        PathSegment.Require(id, nameof(id));
        var response = await GetGatewayLogDetailCoreAsync(
            accountId: Options.AccountId!, gatewayId: Options.GatewayId!, id: id, cancellationToken: cancellationToken).ConfigureAwait(false);
        var detail = response.Result.Result!;
        RequireId(id, detail, "was returned", response);
        detail.HttpResponse = response;
        return detail;
    }

    /// <summary>Updates the feedback, score or metadata of one log.</summary>
    /// <remarks>
    /// Calls the operation <c>PatchGatewayLog</c>. The update sets values and is idempotent, so it is retried when the response is lost; a
    /// retry overwrites changes that other clients made in the meantime.
    /// </remarks>
    /// <param name="id">The id of the log.</param>
    /// <param name="update">The changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The properties of the log that the service returns. The service may return none; then every property except the id is null.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="id"/> is not a valid id, or <paramref name="update"/> changes nothing. No request was sent.
    /// </exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">The response contains another log.</exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual async Task<GatewayLogDetail> UpdateLogAsync(string id, GatewayLogUpdate update, CancellationToken cancellationToken = default)
    {
        PathSegment.Require(id, nameof(id));
        ArgumentNullException.ThrowIfNull(update);
        var response = await PatchGatewayLogCoreAsync(
            update: update.Validated(), accountId: Options.AccountId!, gatewayId: Options.GatewayId!, id: id,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        var detail = WireJson.TryRead<GatewayLogDetail>(response.Result.Result) ?? new GatewayLogDetail();
        detail.Id = detail.Id.Length > 0 ? detail.Id : id;
        RequireId(id, detail, "may have been updated", response);
        detail.HttpResponse = response;
        return detail;
    }

    /// <summary>Throws if a response contains another log than the one that was requested.</summary>
    private static void RequireId(string id, GatewayLogDetail detail, string effect, GatewayLogsResponse response)
    {
        if (detail.Id.Length > 0 && detail.Id != id)
        {
            throw new GatewayLogsInconsistentResponseException(
                $"The service returned a log with another id than the requested one, so another log {effect}. "
                + "Try again, and check BaseAddress (CLOUDFLARE_API_BASE_URL) and caches between this machine and the service.",
                response);
        }
    }

    /// <summary>
    /// Throws if rows contradict the filters, and removes rows whose metadata matches the name and the value in different entries.
    /// </summary>
    private GatewayLogPage Check(GatewayLogQuery query, GatewayLogPage page)
    {
        if (page.Rows.Count > query.PerPage)
        {
            throw new GatewayLogsInconsistentResponseException(
                $"The service returned more logs than the requested page size of {query.PerPage}, so its pages cannot be joined. "
                + "No logs were returned. Try again later.",
                page.HttpResponse);
        }

        FilterCheck.RequireApplied(query.Filters, page, query.TimeTolerance);
        _observations.Record(page);
        Meters.Rows.Add(page.Rows.Count);
        return page.WithLogs(MetadataEntryFilter.Apply(query.Filters, page.Rows));
    }
}
