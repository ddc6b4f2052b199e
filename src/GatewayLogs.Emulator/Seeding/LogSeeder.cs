using System.Globalization;

namespace GatewayLogs.Emulator.Seeding;

/// <summary>Makes logs that look like a gateway's last two months. The same seed and count make the same bytes anywhere.</summary>
internal static class LogSeeder
{
    private const long SpanMilliseconds = 60L * 24 * 60 * 60 * 1000;
    // A thousand logs have one, a million have forty.
    private const int LogsPerLargeBody = 25_000;

    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    private static readonly DateTimeOffset s_newest = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly int[] s_failureStatuses = [400, 401, 403, 408, 429, 429, 500, 502, 529];
    private static readonly (string Region, string Colo)[] s_places =
        [("WEUR", "AMS"), ("WEUR", "CDG"), ("ENAM", "IAD"), ("WNAM", "SJC"), ("APAC", "NRT"), ("OC", "SYD")];

    /// <summary>Makes <paramref name="count"/> logs, the newest first.</summary>
    public static IEnumerable<EmulatedLog> Generate(ulong seed, int count, IdShape ids)
    {
        SplitMix64 gaps = new(seed);
        long meanGap = SpanMilliseconds / Math.Max(1, count);
        DateTimeOffset at = s_newest;
        for (int index = 0; index < count; index++)
        {
            // A generator to each log: a draw more or less in one leaves the others as they are.
            yield return One(new SplitMix64(SplitMix64.Mix(seed) ^ SplitMix64.Mix((ulong)index + 1)), at, ids, index % LogsPerLargeBody == LogsPerLargeBody / 50);
            at -= gaps.OneIn(12) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(gaps.Below((2 * meanGap) + 1));
        }
    }

    private static EmulatedLog One(SplitMix64 random, DateTimeOffset at, IdShape ids, bool large)
    {
        SeededModel model = random.Pick(SeededModel.All);
        long luck = random.Below(100);
        bool failed = luck < 7;
        bool cached = luck is >= 7 and < 17;
        bool streamed = luck is >= 17 and < 40;
        bool run = random.OneIn(90);
        bool routed = !run && random.OneIn(40);
        bool free = failed || cached;

        (string question, string answer) = random.Pick(Conversations.All);
        long tokensIn = 12 + random.Below(800);
        long tokensOut = 5 + random.Below(400);
        Exchange call = new(
            model.Name,
            large ? Conversations.LargeQuestion : random.OneIn(6) ? question + Conversations.Passage : question,
            answer,
            streamed,
            tokensIn,
            tokensOut,
            at.ToUnixTimeSeconds(),
            $"{random.Next():x16}");
        int status = failed ? random.Pick(s_failureStatuses) : 200;
        bool uncounted = random.OneIn(25);
        long latency = cached ? 4 + random.Below(20) : 180 + random.Below(2_000);
        long duration = cached ? latency : latency + (streamed ? 900 + random.Below(9_000) : random.Below(400));
        bool keepsBodies = !random.OneIn(50) || large;

        return new EmulatedLog
        {
            Id = run ? SeededIds.Hex(random) : SeededIds.At(at, ids, random),
            CreatedAt = at,
            Provider = failed && random.OneIn(4) ? "unknown" : model.Provider,
            Model = routed ? "dynamic/support" : model.Name,
            ModelType = random.OneIn(3) ? "" : "Text Generation",
            Path = run ? "/run" : model.Path,
            Duration = duration,
            Success = !failed,
            Cached = cached,
            TokensIn = uncounted ? null : free ? 0 : tokensIn,
            TokensOut = uncounted ? null : free ? 0 : tokensOut,
            Cost = free || uncounted ? "0" : Cost((tokensIn * model.PriceIn) + (tokensOut * model.PriceOut), random),
            CustomCost = random.OneIn(70),
            Metadata = Metadata(random),
            StatusCode = status,
            Step = routed ? (int)random.Below(3) : 0,
            RequestType = run ? "run" : model.RequestType,
            RequestContentType = Json,
            ResponseContentType = streamed ? EventStream : random.OneIn(60) ? "" : Json,
            EventId = random.OneIn(3) ? "" : SeededIds.UuidV4(random),
            Timings = Invariant($$"""{"total":{{duration}}.{{random.Below(10)}},"latency":{{latency}}.{{10 + random.Below(90)}}}"""),
            Location = Location(random.Pick(s_places)),
            Feedback = random.OneIn(12) ? (random.OneIn(3) ? -1 : 1) : null,
            Score = random.OneIn(20) ? random.Below(201) / 2.0 : null,
            Authentication = !random.OneIn(9),
            Wholesale = model.RequestType != "workers-ai" && random.OneIn(7),
            CompatibilityMode = random.OneIn(5),
            UserAgent = model.UserAgent,
            UsageMetadata = free || uncounted ? null : Usage(tokensIn, tokensOut, random),
            DlpAction = random.OneIn(40) ? "FLAG" : "",
            Request = keepsBodies ? EmulatedBody.FromText(model.Dialect.Request(call)) : null,
            Response = keepsBodies ? Response(model.Dialect, call, status, random) : null,
        };
    }

    private static EmulatedBody Response(Dialect dialect, Exchange call, int status, SplitMix64 random) =>
        status != 200 ? EmulatedBody.FromText(dialect.Error(status))
        : call.Streamed && random.OneIn(8) ? EmulatedBody.FromText(Dialect.Events(call), EventStream)
        : EmulatedBody.FromText(dialect.Response(call));

    // Small costs arrive in either spelling.
    private static string Cost(decimal cost, SplitMix64 random)
    {
        if (cost >= 0.0001m || random.OneIn(2))
        {
            return Digits(cost);
        }

        int exponent = 0;
        for (; cost < 1; exponent++)
        {
            cost *= 10;
        }

        return Invariant($"{Digits(cost)}e-{exponent}");
    }

    private static string Digits(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string? Metadata(SplitMix64 random)
    {
        if (random.OneIn(8))
        {
            return null;
        }

        string team = random.Pick(["search", "support", "growth", "plateforme-é"]);
        string tenant = random.Pick(["acme", "globex", "initech", "umbrella", "Ωmega"]);
        string environment = random.Pick(["production", "production", "staging"]);
        string more = random.Pick(["", ",\"retry\":2", ",\"beta\":true", ",\"ratio\":0.5", ",\"note\":\"said \\\"hi\\\"\""]);
        return Invariant(
            $$"""{"team":"{{team}}","tenant":"{{tenant}}","environment":"{{environment}}","user":"u-{{random.Below(500)}}"{{more}}}""");
    }

    private static string Location((string Region, string Colo) place) => $$"""{"region":"{{place.Region}}","colo":"{{place.Colo}}"}""";

    private static string Usage(long tokensIn, long tokensOut, SplitMix64 random) => random.OneIn(4)
        ? Invariant($$"""{"input_tokens":"{{tokensIn}}","output_tokens":"{{tokensOut}}","reasoningTokens":"0"}""")
        : Invariant($$"""{"input_tokens":{{tokensIn}},"output_tokens":{{tokensOut}},"total_tokens":{{tokensIn + tokensOut}}}""");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
