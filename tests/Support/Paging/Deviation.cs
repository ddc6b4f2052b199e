using System.Net;

namespace GatewayLogs.Tests;

/// <summary>A way in which a service can deviate from its document.</summary>
/// <param name="Name">The description.</param>
/// <param name="Behavior">The behavior of the service.</param>
/// <param name="MayFail">Whether an enumeration may throw; otherwise its result must be exact.</param>
internal sealed record Deviation(string Name, ServiceBehavior Behavior, bool MayFail = false)
{
    /// <summary>The maximum age of arriving rows, in milliseconds.</summary>
    private const int Arrivals = 50_000;

    public static IReadOnlyList<Deviation> All { get; } =
    [
        new("none", new ServiceBehavior()),
        .. Counts(new ServiceBehavior(), ""),

        // Comparison of created_at.
        new("both sides are floored to seconds", new ServiceBehavior { Granularity = new(true, true) }),
        new("values are floored to seconds", new ServiceBehavior { Granularity = new(true, false) }),
        new("limits are floored to seconds", new ServiceBehavior { Granularity = new(false, true) }),
        new("limits are inclusive", new ServiceBehavior { IncludesLimits = true }),
        new("both sides are floored to seconds, limits are inclusive", new ServiceBehavior { Granularity = new(true, true), IncludesLimits = true }),
        new("values are floored to seconds, limits are inclusive", new ServiceBehavior { Granularity = new(true, false), IncludesLimits = true }),
        new("microseconds are stored", new ServiceBehavior { StoresMicroseconds = true }),
        new("microseconds are stored, limits are inclusive", new ServiceBehavior { StoresMicroseconds = true, IncludesLimits = true }),
        new("microseconds are stored, both sides are floored to seconds", new ServiceBehavior { StoresMicroseconds = true, Granularity = new(true, true) }),

        // Order of ties.
        new("ties are shuffled", new ServiceBehavior { Ties = TieOrder.Random }),
        new("ties are reversed between requests", new ServiceBehavior { Ties = TieOrder.Alternating }),
        new("ties are shuffled, limits are inclusive", new ServiceBehavior { Ties = TieOrder.Random, IncludesLimits = true }),
        new("ties are shuffled, both sides are floored to seconds", new ServiceBehavior { Ties = TieOrder.Random, Granularity = new(true, true) }),
        new("ties are shuffled without counts", new ServiceBehavior { Ties = TieOrder.Random, Count = static (_, _) => null }),

        // Page length.
        .. from cap in (int[])[20, 10, 1]
           from byRequest in (bool[])[false, true]
           select new Deviation($"pages are capped at {cap}, offsets count {(byRequest ? "requested" : "capped")} pages",
               new ServiceBehavior { Cap = cap, OffsetsByRequest = byRequest }),
        .. from cap in (int[])[20, 10, 1]
           from byRequest in (bool[])[false, true]
           select new Deviation($"pages are capped at {cap}, offsets count {(byRequest ? "requested" : "capped")} pages, without counts",
               new ServiceBehavior { Cap = cap, OffsetsByRequest = byRequest, Count = static (_, _) => null }),
        .. from cap in (int[])[20, 10, 1]
           from byRequest in (bool[])[false, true]
           select new Deviation(
               $"pages are capped at {cap}, offsets count {(byRequest ? "requested" : "capped")} pages, counts are of the page",
               new ServiceBehavior { Cap = cap, OffsetsByRequest = byRequest, Count = static (counted, _) => counted.OnPage }),
        .. Counts(new ServiceBehavior { Cap = 10, OffsetsByRequest = true }, "pages are capped at 10, "),
        new("pages have any length", new ServiceBehavior { VariesLength = true, OffsetsByRequest = true }, MayFail: true),
        new("pages have any length, counts are of the page",
            new ServiceBehavior { VariesLength = true, OffsetsByRequest = true, Count = static (counted, _) => counted.OnPage }, MayFail: true),
        new("pages have any length without counts",
            new ServiceBehavior { VariesLength = true, OffsetsByRequest = true, Count = static (_, _) => null }, MayFail: true),
        new("every page has 20 rows", new ServiceBehavior { FixedLength = 20 }, MayFail: true),

        // Concurrent changes.
        new("logs are deleted", new ServiceBehavior { Meanwhile = DeleteSome }),
        new("the oldest logs are deleted", new ServiceBehavior { Meanwhile = DeleteOldest }),
        new("logs are deleted, ties are shuffled", new ServiceBehavior { Meanwhile = DeleteSome, Ties = TieOrder.Random }),
        new("logs are deleted without counts", new ServiceBehavior { Meanwhile = DeleteSome, Count = static (_, _) => null }),
        new("logs are deleted, counts are stale", new ServiceBehavior { Meanwhile = DeleteSome, Count = static (counted, _) => counted.First }),
        new("logs are deleted, counts are of the page", new ServiceBehavior { Meanwhile = DeleteSome, Count = static (counted, _) => counted.OnPage }),
        new("logs are deleted, pages are capped at 10 without counts", new ServiceBehavior { Meanwhile = DeleteSome, Cap = 10, Count = static (_, _) => null }),
        new("logs are deleted, pages are capped at 10, counts are of the page",
            new ServiceBehavior { Meanwhile = DeleteSome, Cap = 10, OffsetsByRequest = true, Count = static (counted, _) => counted.OnPage }),
        new("logs are deleted, both sides are floored to seconds", new ServiceBehavior { Meanwhile = DeleteSome, Granularity = new(true, true) }),
        new("logs are deleted, values are floored to seconds", new ServiceBehavior { Meanwhile = DeleteSome, Granularity = new(true, false) }),
        new("young logs arrive", new ServiceBehavior { Meanwhile = InsertYoung }),
        new("young logs arrive out of order", new ServiceBehavior { Meanwhile = InsertLate }),
        new("young logs arrive without counts", new ServiceBehavior { Meanwhile = InsertLate, Count = static (_, _) => null }),
        new("young logs arrive, logs are deleted, ties are shuffled", new ServiceBehavior
        {
            Ties = TieOrder.Random,
            Meanwhile = static (service, random) =>
            {
                InsertLate(service, random);
                DeleteSome(service, random);
            },
        }),

        // Transient failures.
        new("500 now and then", new ServiceBehavior { Disturb = static _ => new HttpResponseMessage(HttpStatusCode.InternalServerError) }),
        new("429 now and then", new ServiceBehavior
        {
            Disturb = static _ => new HttpResponseMessage(HttpStatusCode.TooManyRequests)
            {
                Headers = { RetryAfter = new(TimeSpan.FromSeconds(300)) },
            },
        }),
        new("responses are cut in half now and then", new ServiceBehavior
        {
            Disturb = static _ => new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"success":true,"result":[{"id":"a","created_at":"2026-"""),
            },
        }),
        new("connections are lost now and then",
            new ServiceBehavior { Disturb = static _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost") }),
        new("an earlier page is returned now and then", new ServiceBehavior { RepeatsPages = true }, MayFail: true),
        new("rows are on a page twice", new ServiceBehavior { RepeatsRows = true }, MayFail: true),

        // The clock.
        .. from minutes in (double[])[1.5, -1.5, 20, -20]
           select new Deviation($"the clock is {minutes} minutes ahead", new ServiceBehavior { Skew = TimeSpan.FromMinutes(minutes) }),
        new("the clock is 20 minutes slow, young logs arrive", new ServiceBehavior { Skew = TimeSpan.FromMinutes(-20), Meanwhile = InsertLate }),
        new("no date", new ServiceBehavior { SendsDate = false }),

        // Deviations that cannot be compensated.
        new("pages have one row too many", new ServiceBehavior { ExtraRows = 1 }, MayFail: true),
        new("pages have 1,000 rows too many", new ServiceBehavior { ExtraRows = 1_000 }, MayFail: true),
        new("the page number is ignored", new ServiceBehavior { IgnoresPage = true }, MayFail: true),
        new("filters are ignored", new ServiceBehavior { Ignores = static (_, _) => true }, MayFail: true),
        new("filters but those on created_at are ignored", new ServiceBehavior { Ignores = static (key, _) => key != "created_at" }, MayFail: true),
        new("filters on created_at are ignored", new ServiceBehavior { Ignores = static (key, _) => key == "created_at" }, MayFail: true),
        new("lower limits are ignored", new ServiceBehavior { Ignores = static (key, name) => key == "created_at" && name == "gt" }, MayFail: true),
        new("upper limits are ignored", new ServiceBehavior { Ignores = static (key, name) => key == "created_at" && name == "lt" }, MayFail: true),
        new("the direction is ignored", new ServiceBehavior { IgnoresDirection = true }, MayFail: true),
        new("pages are reversed", new ServiceBehavior { ReversesPages = true }, MayFail: true),
    ];

    public override string ToString() => Name;

    private static IEnumerable<Deviation> Counts(ServiceBehavior behavior, string prefix) =>
        from count in (IEnumerable<(string Name, Func<Counted, Random, long?> Count)>)
        [
            ("no counts", static (_, _) => null),
            ("counts are of the page", static (counted, _) => counted.OnPage),
            ("counts are one too small", static (counted, _) => Math.Max(0, counted.All - 1)),
            ("counts are one too large", static (counted, _) => counted.All + 1),
            ("counts are capped at 10", static (counted, _) => Math.Min(10, counted.All)),
            ("counts are zero", static (_, _) => 0),
            ("counts are stale", static (counted, _) => counted.First),
            ("counts are random", static (counted, random) => random.Next(2 * counted.All + 3)),
            ("counts are negative", static (_, _) => -1),
            ("counts are on page 1 only", static (counted, _) => counted.Page == 1 ? counted.All : null),
        ]
        select new Deviation(prefix + count.Name, behavior with { Count = count.Count });

    private static void DeleteSome(DeviatingService service, Random random)
    {
        if (service.Rows.Count > 0 && random.Next(3) == 0)
        {
            service.Delete(service.Rows[random.Next(service.Rows.Count)]);
        }
    }

    private static void DeleteOldest(DeviatingService service, Random random)
    {
        if (random.Next(3) == 0 && service.Rows.MinBy(row => row.Microseconds) is { } oldest)
        {
            service.Delete(oldest);
        }
    }

    private static void InsertYoung(DeviatingService service, Random random)
    {
        if (random.Next(2) == 0)
        {
            service.Insert(new StoredLog($"young-{service.Ever.Count:D4}", service.Now.ToUnixTimeMilliseconds() * 1_000, "a"));
        }
    }

    private static void InsertLate(DeviatingService service, Random random)
    {
        if (random.Next(2) == 0)
        {
            service.Insert(new StoredLog(
                $"{random.Next():x}-{service.Ever.Count:D4}", (service.Now.ToUnixTimeMilliseconds() - random.Next(Arrivals)) * 1_000, "a"));
        }
    }
}
