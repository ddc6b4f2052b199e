namespace GatewayLogs.Emulator;

/// <summary>The shape of ids that the emulator makes.</summary>
public enum IdShape
{
    /// <summary>ULIDs before 8 October 2026 and UUIDs of version 7 from then on, as the service changed over.</summary>
    ByDate,

    /// <summary>ULIDs: 26 upper-case letters and digits.</summary>
    Ulid,

    /// <summary>UUIDs of version 7, in lower case.</summary>
    UuidV7,
}

/// <summary>The oddities of the real service, each a switch. What is known of each is in the emulator's README. Default: all off.</summary>
public sealed record EmulatorQuirks
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    private readonly TimeSpan _lateRows;
    private readonly TimeSpan _costNullAtFirst;
    private readonly TimeSpan _asynchronousDelete;
    private readonly int? _retention;

    /// <summary>How long after it was written a row becomes visible. Default 0; at most 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 365 days.</exception>
    public TimeSpan LateRows
    {
        get => _lateRows;
        init => _lateRows = InRange(value);
    }

    /// <summary>How long after it was written a row has no cost. Default 0; at most 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 365 days.</exception>
    public TimeSpan CostNullAtFirst
    {
        get => _costNullAtFirst;
        init => _costNullAtFirst = InRange(value);
    }

    /// <summary>How long after the answer a deletion takes its rows away; <c>total_count</c> counts them twice as long. Default 0; at most 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 365 days.</exception>
    public TimeSpan AsynchronousDelete
    {
        get => _asynchronousDelete;
        init => _asynchronousDelete = InRange(value);
    }

    /// <summary>Whether <c>/request</c> and <c>/response</c> answer JSON bodies without an envelope. Default false.</summary>
    public bool BareBodies { get; init; }

    /// <summary>Whether <c>metadata</c> is a string that holds JSON. Default false: an object.</summary>
    public bool MetadataAsString { get; init; }

    /// <summary>The shape of the ids of seeded logs, and of inserted logs that bring none. Default <see cref="IdShape.ByDate"/>.</summary>
    public IdShape Ids { get; init; }

    /// <summary>Whether refusals of the edge (no route, too many requests, status 500 and above) are pages of HTML. Default false.</summary>
    public bool HtmlEdgeErrors { get; init; }

    /// <summary>Whether a list gives its first page whatever page is asked for. Default false.</summary>
    public bool IgnorePage { get; init; }

    /// <summary>Whether lists and deletions ignore <c>filters</c>, as the service does with forms other than JSON. Default false.</summary>
    public bool IgnoreFilters { get; init; }

    /// <summary>How many logs are kept, 1 or more: an insertion deletes the oldest above it. Default null: all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Retention
    {
        get => _retention;
        init => _retention = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Retention keeps 1 log or more.");
    }

    private static TimeSpan InRange(TimeSpan value) => value >= TimeSpan.Zero && value <= s_longest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A quirk's time is 0 to {s_longest.TotalDays} days.");
}
