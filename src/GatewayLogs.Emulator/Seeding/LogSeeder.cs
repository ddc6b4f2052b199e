using System.Globalization;

namespace GatewayLogs.Emulator.Seeding;

/// <summary>
/// Generates logs that resemble two months of a gateway's logs. The same seed and count produce the same bytes on every machine.
/// </summary>
internal static class LogSeeder
{
    private const long SpanMilliseconds = 60L * 24 * 60 * 60 * 1000;
    // One large body in 1,000 logs, 40 in 1,000,000.
    private const int LogsPerLargeBody = 25_000;

    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    private static readonly int[] s_failureStatuses = [400, 401, 403, 408, 429, 429, 500, 502, 529];
    private static readonly (string Region, string Colo)[] s_places =
        [("WEUR", "AMS"), ("WEUR", "CDG"), ("ENAM", "IAD"), ("WNAM", "SJC"), ("APAC", "NRT"), ("OC", "SYD")];

    /// <summary>Gets the time of the newest log in <see cref="GatewayLogsEmulatorOptions.SampleEnd"/> by default.</summary>
    public static DateTimeOffset DefaultEnd { get; } = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Generates <paramref name="count"/> logs, the newest first. Their ids and bodies do not depend on <paramref name="end"/>.
    /// </summary>
    public static IEnumerable<EmulatedLog> Generate(ulong seed, int count, IdShape ids, DateTimeOffset end)
    {
        var gaps = new SplitMix64(seed);
        var meanGap = SpanMilliseconds / Math.Max(1, count);
        var at = DefaultEnd;
        for (var index = 0; index < count; index++)
        {
            var log = Create(GetRandom(seed, index), at, ids, index % LogsPerLargeBody == LogsPerLargeBody / 50);
            yield return log with { CreatedAt = at + (end - DefaultEnd) };
            at -= gaps.OneIn(12) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(gaps.Below((2 * meanGap) + 1));
        }
    }

    /// <summary>Generates the log of a call at a time.</summary>
    public static EmulatedLog Generate(ulong seed, long index, IdShape ids, DateTimeOffset at) =>
        Create(GetRandom(seed, index), at, ids, large: false);

    // Each log has its own generator, so that a change in the number of draws for one log does not affect the others.
    private static SplitMix64 GetRandom(ulong seed, long index) => new(SplitMix64.Mix(seed) ^ SplitMix64.Mix((ulong)index + 1));

    private static EmulatedLog Create(SplitMix64 random, DateTimeOffset at, IdShape ids, bool large)
    {
        var model = random.Pick(SeededModel.All);
        var percentile = random.Below(100);
        var failed = percentile < 7;
        var cached = percentile is >= 7 and < 17;
        var streamed = percentile is >= 17 and < 40;
        var run = random.OneIn(90);
        var routed = !run && random.OneIn(40);
        var free = failed || cached;

        (var prompt, var completion) = random.Pick(Conversations.All);
        var tokensIn = 12 + random.Below(800);
        var tokensOut = 5 + random.Below(400);
        var call = new Exchange(
            model.Name,
            large ? Conversations.LargePrompt : random.OneIn(6) ? prompt + Conversations.Passage : prompt,
            completion,
            streamed,
            tokensIn,
            tokensOut,
            at.ToUnixTimeSeconds(),
            $"{random.Next():x16}");
        var status = failed ? random.Pick(s_failureStatuses) : 200;
        var uncounted = random.OneIn(25);
        var latency = cached ? 4 + random.Below(20) : 180 + random.Below(2_000);
        var duration = cached ? latency : latency + (streamed ? 900 + random.Below(9_000) : random.Below(400));
        var keepsBodies = !random.OneIn(50) || large;

        var log = new EmulatedLog
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
        return failed && random.OneIn(12) ? Block(log)
            : !run && !routed && random.OneIn(50) ? log with { Model = random.Pick(["cloudflare/auto", "custom/support"]) }
            : log;
    }

    /// <summary>Changes a failed log into one whose request data loss prevention blocked.</summary>
    private static EmulatedLog Block(EmulatedLog log) => log with
    {
        StatusCode = StatusCodes.Status424FailedDependency,
        DlpAction = "BLOCK",
        Response = log.Response is null ? null : EmulatedBody.FromText(
            """{"success":false,"result":[],"messages":[],"error":[{"code":2029,"message":"Request content blocked due to DLP policy violations"}]}"""),
    };

    private static EmulatedBody Response(Dialect dialect, Exchange call, int status, SplitMix64 random) =>
        status != 200 ? EmulatedBody.FromText(dialect.Error(status))
        : call.Streamed && random.OneIn(8) ? EmulatedBody.FromText(Dialect.Events(call), EventStream)
        : EmulatedBody.FromText(call.Streamed ? dialect.StreamedResponse(call) : dialect.Response(call));

    // Small costs occur in both decimal and exponent notation.
    private static string Cost(decimal cost, SplitMix64 random)
    {
        if (cost >= 0.0001m || random.OneIn(2))
        {
            return Digits(cost);
        }

        var exponent = 0;
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

        var team = random.Pick(["search", "support", "growth", "plateforme-é"]);
        var tenant = random.Pick(["acme", "globex", "initech", "umbrella", "Ωmega"]);
        var environment = random.Pick(["production", "production", "staging"]);
        var more = random.Pick(["", ",\"retry\":2", ",\"beta\":true", ",\"ratio\":0.5", ",\"note\":\"said \\\"hi\\\"\""]);
        return Invariant(
            $$"""{"team":"{{team}}","tenant":"{{tenant}}","environment":"{{environment}}","user":"u-{{random.Below(500)}}"{{more}}}""");
    }

    private static string Location((string Region, string Colo) place) => $$"""{"region":"{{place.Region}}","colo":"{{place.Colo}}"}""";

    private static string Usage(long tokensIn, long tokensOut, SplitMix64 random) => random.Below(8) switch
    {
        < 2 => Invariant($$"""{"input_tokens":"{{tokensIn}}","output_tokens":"{{tokensOut}}","reasoningTokens":"0"}"""),
        2 => Invariant($$"""
            {"input_tokens":{{tokensIn}},"input_cached_tokens":{{tokensIn / 4}},"output_tokens":{{tokensOut}},"output_reasoning_tokens":{{tokensOut / 3}},"total_tokens":{{tokensIn + tokensOut}}}
            """),
        _ => Invariant($$"""{"input_tokens":{{tokensIn}},"output_tokens":{{tokensOut}},"total_tokens":{{tokensIn + tokensOut}}}"""),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
