using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>Which logs to list, and in which order.</summary>
/// <remarks>Operation ListGatewayLogs of the document. It prints without its filters and search text, which may be personal data.</remarks>
public sealed record GatewayLogQuery
{
    /// <summary>The most logs that the service returns at once: 50.</summary>
    public const int MaxPerPage = 50;

    private readonly int? _perPage;

    /// <summary>The number of the page, from 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Page { get; init => field = QueryRange.Require(value, 1, int.MaxValue); } = 1;

    /// <summary>How many logs a page holds, from 1 to 50. Default: 20; enumerating all logs requests 50 unless it is set, and never fewer than 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int PerPage
    {
        get => _perPage ?? 20;
        init => _perPage = QueryRange.Require(value, 1, MaxPerPage);
    }

    /// <summary>The field that orders the logs. Default: <see cref="GatewayLogOrderBy.CreatedAt"/>.</summary>
    public GatewayLogOrderBy OrderBy { get; init => field = QueryRange.Require(value); }

    /// <summary>The direction of the order. Default: <see cref="GatewayLogOrderDirection.Ascending"/>, oldest first. It is always sent.</summary>
    public GatewayLogOrderDirection OrderByDirection { get; init => field = QueryRange.Require(value); }

    /// <summary>The conditions that a log must all match. Default: none. Build them with <see cref="LogFilter"/>.</summary>
    /// <remarks>
    /// The service compares names and values of metadata apart. One condition metadata.key eq beside one metadata.value eq is taken to mean
    /// an entry, as <see cref="LogFilter.Metadata"/> does: logs that have them in different entries are left out.
    /// </remarks>
    public IReadOnlyList<GatewayLogFilter> Filters { get; init => field = QueryRange.Require(value); } = [];

    /// <summary>
    /// Gets whether the client leaves out logs that the service returns, since the service compares names and values of metadata apart. Then
    /// a page can hold fewer logs than <see cref="PerPage"/>, and <see cref="GatewayLogPageInfo.TotalCount"/> counts more than match.
    /// </summary>
    public bool FiltersOnClient => MetadataEntryFilter.IsUsed(Filters);

    /// <summary>Free text that was seen to match values of the metadata. Default: null, for none.</summary>
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    public string? Search
    {
        get;
        init => field = value is null || SurrogatePairs.AreWhole(value)
            ? string.IsNullOrEmpty(value) ? null : value
            : throw new ArgumentException("Search has half of a surrogate pair, which cannot be sent. Use whole characters.", nameof(Search));
    }

    /// <summary>Whether the page's information holds the smallest and largest cost, duration and token counts. Default: false.</summary>
    public bool MetaInfo { get; init; }

    /// <summary>Gets whether each log keeps the JSON it was read from, as <see cref="GatewayLog.RawJson"/>. Default: false.</summary>
    public bool IncludeRawJson { get; init; }

    /// <summary>Gets whether the request is one of many, which wait for permits however long it takes.</summary>
    internal bool WaitsForPermits { get; init; }

    /// <summary>
    /// Gets how far outside the limits on created_at a row may lie: the service may compare it more coarsely than it shows it, and an
    /// enumeration drops such rows itself. Default: zero.
    /// </summary>
    internal TimeSpan TimeTolerance { get; init; }

    /// <summary>What a walk asks for at once: as much as it may, since nobody sees its pages.</summary>
    internal int EnumerationPerPage => _perPage ?? MaxPerPage;

    /// <summary>Returns the settings for the request of this query.</summary>
    internal CallSettings ApplyTo(CallSettings settings) =>
        settings with { IncludeRawJson = IncludeRawJson, WaitsForPermits = settings.WaitsForPermits || WaitsForPermits };

    /// <summary>Names the type alone.</summary>
    /// <returns><c>GatewayLogQuery</c>.</returns>
    public override string ToString() => nameof(GatewayLogQuery);
}
