using System.Globalization;

namespace GatewayLogs;

/// <summary>What the service says about the requests that are left.</summary>
public sealed class GatewayLogsRateLimit
{
    /// <summary>The name of the policy that the numbers belong to.</summary>
    public required string Policy { get; init; }

    /// <summary>How many requests are left.</summary>
    public required int Remaining { get; init; }

    /// <summary>How long until more are allowed; null when the service does not say.</summary>
    public TimeSpan? ResetAfter { get; init; }

    /// <summary>How many requests a window allows; null when the service does not say.</summary>
    public int? Limit { get; init; }

    /// <summary>How long a window is; null when the service does not say.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// Reads <c>"default";r=50;t=30</c> beside <c>"default";q=1200;w=300</c>; null for anything else. Of several policies, the one that
    /// leaves the fewest requests counts.
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
