using System.Globalization;

namespace GatewayLogs;

/// <summary>The state of the service's rate limit.</summary>
public sealed class GatewayLogsRateLimit
{
    /// <summary>Gets the name of the rate limit policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Gets the number of requests that remain in the window.</summary>
    public required int Remaining { get; init; }

    /// <summary>Gets the time until the window resets; null if the service does not return it.</summary>
    public TimeSpan? ResetAfter { get; init; }

    /// <summary>Gets the number of requests that the policy allows per window; null if the service does not return it.</summary>
    public int? Limit { get; init; }

    /// <summary>Gets the length of the window; null if the service does not return it.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// Parses the headers Ratelimit, such as <c>"default";r=50;t=30</c>, and Ratelimit-Policy, such as <c>"default";q=1200;w=300</c>.
    /// Returns null for other formats. If there are several policies, the one with the fewest remaining requests is used.
    /// </summary>
    internal static GatewayLogsRateLimit? Parse(string? rateLimit, string? rateLimitPolicy)
    {
        var tightest = ReadItems(rateLimit).Where(item => item.Numbers.ContainsKey("r")).OrderBy(item => item.Numbers["r"]).FirstOrDefault();
        if (tightest.Name is null)
        {
            return null;
        }

        var policy = ReadItems(rateLimitPolicy).FirstOrDefault(item => item.Name == tightest.Name).Numbers ?? [];
        return new GatewayLogsRateLimit
        {
            Policy = tightest.Name,
            Remaining = tightest.Numbers["r"],
            ResetAfter = Seconds(tightest.Numbers, "t"),
            Limit = policy.TryGetValue("q", out var limit) ? limit : null,
            Window = Seconds(policy, "w"),
        };
    }

    private static TimeSpan? Seconds(Dictionary<string, int> numbers, string name) =>
        numbers.TryGetValue(name, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static IEnumerable<(string? Name, Dictionary<string, int> Numbers)> ReadItems(string? header) =>
        (header ?? "").Split(',').Select(ReadItem).Where(item => item.Name is not null);

    private static (string? Name, Dictionary<string, int> Numbers) ReadItem(string item)
    {
        var parts = item.Split(';', StringSplitOptions.TrimEntries);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var pair = part.Split('=', 2);
            if (pair.Length == 2 && int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers[pair[0]] = number;
            }
        }

        return parts[0] is ['"', .. var name, '"'] ? (name, numbers) : (null, numbers);
    }
}
