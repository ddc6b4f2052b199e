using System.Globalization;
using GatewayLogs.Json;
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
    /// <exception cref="GatewayLogsInconsistentResponseException">The service returned more logs than a page was to hold.</exception>
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

    /// <summary>Rejects a page whose rows do not match the filters, and leaves out the rows that match by chance.</summary>
    private GatewayLogPage Check(GatewayLogQuery query, GatewayLogPage page)
    {
        if (page.Rows.Count > query.PerPage)
        {
            throw new GatewayLogsInconsistentResponseException(
                string.Create(CultureInfo.InvariantCulture, $"The service returned more than the {query.PerPage} logs that a page was to hold, so its pages cannot be joined. No logs were returned. Try again later."),
                page.HttpResponse);
        }

        FilterCheck.RequireApplied(query.Filters, page, query.TimeTolerance);
        _observations.Note(page);
        Meters.Rows.Add(page.Rows.Count);
        return page.With(MetadataEntryFilter.Apply(query.Filters, page.Rows));
    }
}
