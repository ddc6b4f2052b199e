namespace GatewayLogs.Emulator;

/// <summary>
/// Deviations from the documented behavior, each of which is off by default. The emulator's README lists the evidence for each.
/// </summary>
public sealed partial record EmulatorQuirks
{
    private const int MostPerPage = 50;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    /// <summary>Gets how long after it was written a row becomes visible. Default 0; at most 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 365 days.</exception>
    public TimeSpan LateRows
    {
        get;
        init => field = InRange(value, TimeSpan.Zero, nameof(LateRows));
    }

    /// <summary>Gets how long after it was written a row has no cost. Default 0; at most 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 365 days.</exception>
    public TimeSpan CostNullAtFirst
    {
        get;
        init => field = InRange(value, TimeSpan.Zero, nameof(CostNullAtFirst));
    }

    /// <summary>
    /// Gets how long after its response a deletion removes its rows; <c>total_count</c> includes them twice as long. Default 0; at most 365
    /// days.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 365 days.</exception>
    public TimeSpan AsynchronousDelete
    {
        get;
        init => field = InRange(value, TimeSpan.Zero, nameof(AsynchronousDelete));
    }

    /// <summary>
    /// Gets how far the service's clock (<c>Date</c>, <c>updated_at</c>, <c>created_at</c> of logs inserted without one) is ahead.
    /// Default 0; -365 to 365 days.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of that range.</exception>
    public TimeSpan ClockSkew
    {
        get;
        init => field = InRange(value, -s_longest, nameof(ClockSkew));
    }

    /// <summary>Gets whether <c>/request</c> and <c>/response</c> return JSON bodies without an envelope. Default false.</summary>
    public bool BareBodies { get; init; }

    /// <summary>Gets whether <c>/request</c> and <c>/response</c> respond with 404 for all logs, of any age. Default false.</summary>
    public bool MissingBodies { get; init; }

    /// <summary>Gets whether <c>metadata</c> is a string that holds JSON. Default false: an object.</summary>
    public bool MetadataAsString { get; init; }

    /// <summary>Gets the shape of the ids of seeded logs, and of inserted logs without one. Default <see cref="IdShape.ByDate"/>.</summary>
    public IdShape Ids { get; init; }

    /// <summary>
    /// Gets whether errors of the edge (no route, too many requests, status 500 and above) are HTML pages. Default false.
    /// </summary>
    public bool HtmlEdgeErrors { get; init; }

    /// <summary>Gets whether a list always returns its first page. Default false.</summary>
    public bool IgnorePage { get; init; }

    /// <summary>
    /// Gets the largest <c>per_page</c> that a list honors, 1 to 50; larger values are reduced without an error. Default null: 50.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of that range.</exception>
    public int? PerPageCap
    {
        get;
        init => field = value is null or (>= 1 and <= MostPerPage) ? value : throw OutOfRange(nameof(PerPageCap), value, $"1 to {MostPerPage}");
    }

    /// <summary>Gets what a list reports as <c>total_count</c>. Default <see cref="TotalCountBehavior.Exact"/>.</summary>
    public TotalCountBehavior TotalCount { get; init; }

    /// <summary>Gets the largest <c>total_count</c> that a list reports, 0 or more. Default null: unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? TotalCountCap
    {
        get;
        init => field = AtLeast(0, value, nameof(TotalCountCap));
    }

    /// <summary>Gets whether lists and deletions ignore <c>filters</c>, as the service does unless they are JSON. Default false.</summary>
    public bool IgnoreFilters { get; init; }

    /// <summary>Gets whether filters compare <c>created_at</c> in whole seconds. Default false: in milliseconds.</summary>
    public bool CreatedAtInSeconds { get; init; }

    /// <summary>Gets whether the operators <c>lt</c> and <c>gt</c> include their bound. Default false.</summary>
    public bool InclusiveBounds { get; init; }

    /// <summary>Gets whether deletions (but not lists) ignore all filters. Default false.</summary>
    public bool DeleteIgnoresFilters { get; init; }

    /// <summary>Gets whether deletions (but not lists) ignore their last filter. Default false.</summary>
    public bool DeleteIgnoresLastFilter { get; init; }

    /// <summary>Gets whether deletions (but not lists) ignore filters on <c>created_at</c>. Default false.</summary>
    public bool DeleteIgnoresCreatedAt { get; init; }

    /// <summary>
    /// Gets the maximum number of rows that one deletion removes, even with a larger <c>limit</c>; 0 removes none. Default null: its limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? DeleteAtMost
    {
        get;
        init => field = AtLeast(0, value, nameof(DeleteAtMost));
    }

    /// <summary>Gets the status of a successful deletion: 200, or 202 or 204 with an empty body. Default 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of these.</exception>
    public int DeleteStatus
    {
        get;
        init => field = value is StatusCodes.Status200OK or StatusCodes.Status202Accepted or StatusCodes.Status204NoContent
            ? value
            : throw OutOfRange(nameof(DeleteStatus), value, "200, 202 or 204");
    } = StatusCodes.Status200OK;

    /// <summary>
    /// Gets whether the response to a deletion contains, instead of <c>result</c>, a <c>result_info</c> whose <c>total_count</c> is the
    /// number of rows that still match. Default false.
    /// </summary>
    public bool DeleteReportsTotalCount { get; init; }

    /// <summary>
    /// Gets how many logs are kept, 1 or more: an insertion deletes the oldest logs above this number. Default null: all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Retention
    {
        get;
        init => field = AtLeast(1, value, nameof(Retention));
    }

    private static TimeSpan InRange(TimeSpan value, TimeSpan minimum, string name) => value >= minimum && value <= s_longest
        ? value
        : throw OutOfRange(name, value, $"{minimum.TotalDays} to {s_longest.TotalDays} days");

    private static int? AtLeast(int minimum, int? value, string name) =>
        value is null || value >= minimum ? value : throw OutOfRange(name, value, $"{minimum} or more");

    private static ArgumentOutOfRangeException OutOfRange(string name, object? value, string expected) =>
        new(paramName: null, $"{name} is {value}; expected {expected}.");
}
