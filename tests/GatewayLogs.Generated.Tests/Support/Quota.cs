namespace GatewayLogs.Tests;

/// <summary>
/// Cloudflare's documented quota: 1,200 requests in five minutes, counted from the first; further requests are rejected
/// until the window ends.
/// </summary>
internal sealed class Quota(VirtualTime time)
{
    private readonly Lock _lock = new();
    private TimeSpan _start = TimeSpan.MinValue / 2;

    public int Used { get; private set; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Gets whether responses omit the remaining quota.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Counts requests of another process.</summary>
    public void Use(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            Count();
        }
    }

    public HttpResponseMessage Respond()
    {
        lock (_lock)
        {
            Count();
            var seconds = Math.Ceiling((_start + TimeSpan.FromSeconds(300) - time.Elapsed).TotalSeconds);
            if (Used > 1_200)
            {
                Refused++;
                return TestClient.Refusal(429, ("Retry-After", $"{seconds}"))();
            }

            Accepted++;
            var response = TestClient.GoodPage();
            if (!IsSilent)
            {
                response.Headers.Add("Ratelimit", $"\"default\";r={1_200 - Used};t={seconds}");
            }

            return response;
        }
    }

    private void Count()
    {
        if (time.Elapsed - _start >= TimeSpan.FromSeconds(300))
        {
            (_start, Used) = (time.Elapsed, 0);
        }

        Used++;
    }
}
