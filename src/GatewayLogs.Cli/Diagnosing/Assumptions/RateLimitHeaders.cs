namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class RateLimitHeaders() : Assumption("rate-limit-headers", "Responses have the headers Ratelimit and Ratelimit-Policy.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rate = (await evidence.GetAsync(Evidence.NewestFirst)).Http.RateLimit;
        return Outcome.If(
            rate?.Limit is not null,
            rate is null ? "Ratelimit is missing or has another format." : "Ratelimit-Policy is missing or has another format.",
            $"{rate?.Limit} requests in {rate?.Window?.TotalSeconds} seconds.");
    }
}
