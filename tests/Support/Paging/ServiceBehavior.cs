namespace GatewayLogs.Tests;

internal enum TieOrder
{
    Stable,
    Random,
    Alternating,
}

/// <summary>What a service counts its total from.</summary>
/// <param name="All">How many rows match.</param>
/// <param name="OnPage">How many of them are on the page.</param>
/// <param name="Page">The number of the page.</param>
/// <param name="First">How many rows matched at the first request.</param>
internal readonly record struct Counted(int All, int OnPage, int Page, long First);

/// <summary>How a service compares created_at with a limit, both in microseconds.</summary>
internal sealed record TimeGranularity(bool FloorsValue, bool FloorsLimit)
{
    private const long Second = 1_000_000;

    public int Compare(long value, long limit) => (FloorsValue ? Floor(value) : value).CompareTo(FloorsLimit ? Floor(limit) : limit);

    private static long Floor(long microseconds) => (long)Math.Floor((double)microseconds / Second) * Second;
}

/// <summary>How a service deviates from what its document says. The defaults are a service that does not.</summary>
internal sealed record ServiceBehavior
{
    public Func<Counted, Random, long?> Count { get; init; } = static (counted, _) => counted.All;

    public TimeGranularity Granularity { get; init; } = new(false, false);

    public bool IncludesLimits { get; init; }

    public bool StoresMicroseconds { get; init; }

    public TieOrder Ties { get; init; }

    /// <summary>The most rows of a page, whatever is requested.</summary>
    public int? Cap { get; init; }

    /// <summary>Whether offsets are counted in the length that was requested, not in that of the capped page.</summary>
    public bool OffsetsByRequest { get; init; }

    /// <summary>The length of every page, whatever is requested.</summary>
    public int? FixedLength { get; init; }

    /// <summary>Whether each page holds some of the rows that it could hold.</summary>
    public bool VariesLength { get; init; }

    /// <summary>How many rows a page holds beyond those it may.</summary>
    public int ExtraRows { get; init; }

    public bool IgnoresPage { get; init; }

    public bool IgnoresDirection { get; init; }

    public Func<string, string, bool> Ignores { get; init; } = static (_, _) => false;

    public bool ReversesPages { get; init; }

    /// <summary>Whether a row is on a page twice.</summary>
    public bool RepeatsRows { get; init; }

    /// <summary>Whether an earlier page is returned again now and then.</summary>
    public bool RepeatsPages { get; init; }

    /// <summary>Returns a failure instead of a page, now and then.</summary>
    public Func<Random, HttpResponseMessage?>? Disturb { get; init; }

    /// <summary>Runs before each response, under the service's lock.</summary>
    public Action<DeviatingService, Random>? Meanwhile { get; init; }

    /// <summary>How far the service's clock is ahead of the client's.</summary>
    public TimeSpan Skew { get; init; }

    public bool SendsDate { get; init; } = true;
}
