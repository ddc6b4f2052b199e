using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>Selects the logs to list, and their order.</summary>
/// <remarks>
/// Parameters of the operation <c>ListGatewayLogs</c>. <see cref="ToString"/> omits the filters and the search text, because they can
/// contain personal data.
/// </remarks>
public sealed record GatewayLogQuery
{
    /// <summary>The maximum page size of the service: 50.</summary>
    public const int MaxPerPage = 50;

    private readonly int? _perPage;

    /// <summary>Gets the page number, starting at 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Page { get; init => field = QueryRange.Require(value, 1, int.MaxValue); } = 1;

    /// <summary>Gets the page size, from 1 to 50. Default: 20. Enumerating all logs uses 50 unless a size is set, and at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int PerPage
    {
        get => _perPage ?? 20;
        init => _perPage = QueryRange.Require(value, 1, MaxPerPage);
    }

    /// <summary>Gets the field that orders the logs. Default: <see cref="GatewayLogOrderBy.CreatedAt"/>.</summary>
    public GatewayLogOrderBy OrderBy { get; init => field = QueryRange.Require(value); }

    /// <summary>
    /// Gets the direction of the order. Default: <see cref="GatewayLogOrderDirection.Ascending"/>, oldest first. It is always sent.
    /// </summary>
    public GatewayLogOrderDirection OrderByDirection { get; init => field = QueryRange.Require(value); }

    /// <summary>Gets the filters, all of which a log must match. Default: none. Create filters with <see cref="LogFilter"/>.</summary>
    /// <remarks>
    /// The service evaluates metadata names and values separately. One filter <c>metadata.key eq</c> together with one filter
    /// <c>metadata.value eq</c> is treated like <see cref="LogFilter.Metadata"/>: logs that have the name and the value in different
    /// entries are removed.
    /// </remarks>
    public IReadOnlyList<GatewayLogFilter> Filters { get; init => field = QueryRange.Require(value); } = [];

    /// <summary>
    /// Gets whether the client removes logs from responses, because the service evaluates metadata names and values separately. A page can
    /// then contain fewer logs than <see cref="PerPage"/>, and <see cref="GatewayLogPageInfo.TotalCount"/> can be too high.
    /// </summary>
    public bool FiltersOnClient => MetadataEntryFilter.IsUsed(Filters);

    /// <summary>Gets the search text, which was observed to match metadata values. Default: null, no search. Empty text counts as null.</summary>
    /// <exception cref="ArgumentException">The text contains half of a surrogate pair.</exception>
    public string? Search
    {
        get;
        init => field = value is null || SurrogatePairs.AreValid(value)
            ? string.IsNullOrEmpty(value) ? null : value
            : throw new ArgumentException("Search contains half of a surrogate pair, which cannot be sent. Use whole characters.", nameof(Search));
    }

    /// <summary>Gets whether the page info contains the minimum and maximum cost, duration and token counts. Default: false.</summary>
    public bool MetaInfo { get; init; }

    /// <summary>
    /// Gets whether each log keeps the JSON that it was parsed from, as <see cref="GatewayLog.RawJson"/>. Default: false.
    /// </summary>
    public bool IncludeRawJson { get; init; }

    /// <summary>Gets whether the request waits for a permit without a time limit, as part of an enumeration.</summary>
    internal bool WaitsForPermits { get; init; }

    /// <summary>
    /// Gets how far a row's created_at may be outside the limits: the service may compare it with a lower precision than it returns, and an
    /// enumeration drops such rows itself. Default: zero.
    /// </summary>
    internal TimeSpan TimeTolerance { get; init; }

    /// <summary>Gets the page size of an enumeration of all logs: the maximum unless the caller set one.</summary>
    internal int EnumerationPerPage => _perPage ?? MaxPerPage;

    /// <summary>Returns the settings for the request of this query.</summary>
    internal CallSettings ApplyTo(CallSettings settings) =>
        settings with { IncludeRawJson = IncludeRawJson, WaitsForPermits = settings.WaitsForPermits || WaitsForPermits };

    /// <summary>Returns the name of the type.</summary>
    /// <returns><c>GatewayLogQuery</c>.</returns>
    public override string ToString() => nameof(GatewayLogQuery);
}
