namespace GatewayLogs.Emulator;

// Deviations of lists, details and bodies. Each contradicts an assumption that `gwlogs doctor --assumptions` checks.
public sealed partial record EmulatorQuirks
{
    /// <summary>Gets whether a list without a direction is sorted in the opposite direction. Default false.</summary>
    public bool OppositeDefaultOrder { get; init; }

    /// <summary>Gets whether lists ignore <c>order_by</c> and <c>order_by_direction</c>. Default false.</summary>
    public bool IgnoreOrder { get; init; }

    /// <summary>Gets whether rows with equal sort keys are in the opposite order. Default false: the order of their ids.</summary>
    public bool TiesReversed { get; init; }

    /// <summary>Gets whether a <c>per_page</c> above 50 is reduced instead of rejected. Default false.</summary>
    public bool ReducePerPage { get; init; }

    /// <summary>Gets the largest <c>page</c> that a list accepts, 1 or more. Default null: unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? MaxPage
    {
        get;
        init => field = AtLeast(1, value, nameof(MaxPage));
    }

    /// <summary>Gets whether unknown parameters are rejected with 400. Default false: they are ignored.</summary>
    public bool RejectUnknownParameters { get; init; }

    /// <summary>Gets the filter key that is rejected with 400. Default null.</summary>
    public string? RejectedFilterKey { get; init; }

    /// <summary>Gets whether a row matches if any filter matches. Default false: all filters must match.</summary>
    public bool FiltersCombinedByOr { get; init; }

    /// <summary>Gets whether only the first value of a filter counts. Default false: all values are alternatives.</summary>
    public bool FirstValueOnly { get; init; }

    /// <summary>Gets whether filters on metadata keys and values must match the same entry. Default false.</summary>
    public bool PairedMetadata { get; init; }

    /// <summary>Gets whether the operator <c>contains</c> ignores the case of ASCII letters. Default false.</summary>
    public bool ContainsIgnoresCase { get; init; }

    /// <summary>Gets whether the operator <c>neq</c> excludes rows without a value. Default false.</summary>
    public bool NotEqualSkipsNull { get; init; }

    /// <summary>Gets whether lists ignore <c>search</c>. Default false.</summary>
    public bool IgnoreSearch { get; init; }

    /// <summary>Gets whether lists ignore the deprecated parameters. Default false.</summary>
    public bool IgnoreDeprecatedParameters { get; init; }

    /// <summary>Gets whether <c>result_info</c> has the minimum and maximum values without <c>meta_info</c>. Default false.</summary>
    public bool AlwaysMetaInfo { get; init; }

    /// <summary>Gets whether successful responses lack <c>errors</c> and <c>messages</c>. Default false.</summary>
    public bool OmitErrorsAndMessages { get; init; }

    /// <summary>Gets whether <c>created_at</c> has six fractional digits. Default false: three.</summary>
    public bool CreatedAtInMicroseconds { get; init; }

    /// <summary>Gets whether <c>updated_at</c> has the format of <c>created_at</c>. Default false: it has no UTC offset.</summary>
    public bool UpdatedAtWithOffset { get; init; }

    /// <summary>Gets whether <c>updated_at</c> is in a time zone two hours ahead of UTC. Default false: it is UTC.</summary>
    public bool UpdatedAtInLocalTime { get; init; }

    /// <summary>Gets the field that rows and details lack. Default null.</summary>
    public string? OmittedField { get; init; }

    /// <summary>Gets the name of an additional field of rows and details, whose value is null. Default null: none.</summary>
    public string? ExtraField { get; init; }

    /// <summary>Gets whether the integers of rows and details are strings, which contradicts the document. Default false.</summary>
    public bool IntegersAsText { get; init; }

    /// <summary>Gets whether the heads in a detail are cut to 20 bytes, but reported as complete. Default false.</summary>
    public bool CutHeads { get; init; }

    /// <summary>Gets whether bodies that are not JSON have the type <c>application/octet-stream</c>. Default false: their own.</summary>
    public bool GenericContentTypes { get; init; }

    /// <summary>Gets the error code of a log or body that does not exist. Default null: 7002.</summary>
    public int? NotFoundCode { get; init; }

    /// <summary>Gets whether responses lack the headers <c>Ratelimit</c> and <c>Ratelimit-Policy</c>. Default false.</summary>
    public bool OmitRateLimitHeaders { get; init; }
}
