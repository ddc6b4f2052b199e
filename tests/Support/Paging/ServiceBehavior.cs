namespace GatewayLogs.Tests;

internal enum TieOrder
{
    Stable,
    Random,
    Alternating,
}

/// <summary>The counts from which a service computes its total.</summary>
/// <param name="All">The number of matching rows.</param>
/// <param name="OnPage">The number of rows on the page.</param>
/// <param name="Page">The page number.</param>
/// <param name="First">The number of matching rows at the first request.</param>
internal readonly record struct Counted(int All, int OnPage, int Page, long First);

/// <summary>How a service compares created_at with a limit, both in microseconds.</summary>
internal sealed record TimeGranularity(bool FloorsValue, bool FloorsLimit)
{
    private const long Second = 1_000_000;

    public int Compare(long value, long limit) => (FloorsValue ? Floor(value) : value).CompareTo(FloorsLimit ? Floor(limit) : limit);

    private static long Floor(long microseconds) => (long)Math.Floor((double)microseconds / Second) * Second;
}

/// <summary>How a service deviates from its document. By default it does not.</summary>
internal sealed record ServiceBehavior
{
    public Func<Counted, Random, long?> Count { get; init; } = static (counted, _) => counted.All;

    public TimeGranularity Granularity { get; init; } = new(false, false);

    public bool IncludesLimits { get; init; }

    public bool StoresMicroseconds { get; init; }

    public TieOrder Ties { get; init; }

    /// <summary>Gets the maximum number of rows per page, regardless of the request.</summary>
    public int? Cap { get; init; }

    /// <summary>Gets whether offsets are based on the requested page length instead of the capped one.</summary>
    public bool OffsetsByRequest { get; init; }

    /// <summary>Gets the length of every page, regardless of the request.</summary>
    public int? FixedLength { get; init; }

    /// <summary>Gets whether pages are randomly shorter.</summary>
    public bool VariesLength { get; init; }

    /// <summary>Gets the number of rows that a page has above its limit.</summary>
    public int ExtraRows { get; init; }

    public bool IgnoresPage { get; init; }

    public bool IgnoresDirection { get; init; }

    public Func<string, string, bool> Ignores { get; init; } = static (_, _) => false;

    public bool ReversesPages { get; init; }

    /// <summary>Gets whether pages contain a row twice.</summary>
    public bool RepeatsRows { get; init; }

    /// <summary>Gets whether an earlier page is sometimes returned again.</summary>
    public bool RepeatsPages { get; init; }

    /// <summary>Gets a function that sometimes returns a failure instead of a page.</summary>
    public Func<Random, HttpResponseMessage?>? Disturb { get; init; }

    /// <summary>Gets an action that runs before each response, within the service's lock.</summary>
    public Action<DeviatingService, Random>? Meanwhile { get; init; }

    /// <summary>Gets how far the service's clock is ahead of the client's.</summary>
    public TimeSpan Skew { get; init; }

    public bool SendsDate { get; init; } = true;
}
