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

    /// <summary>Reads <c>"default";r=50;t=30</c> beside <c>"default";q=1200;w=300</c>; null for anything else.</summary>
    internal static GatewayLogsRateLimit? Parse(string? rateLimit, string? rateLimitPolicy)
    {
        var (policy, numbers) = ReadItem(rateLimit);
        if (policy is null || !numbers.TryGetValue("r", out var remaining))
        {
            return null;
        }

        var (policyName, policyNumbers) = ReadItem(rateLimitPolicy);
        var isSame = policyName == policy;
        return new GatewayLogsRateLimit
        {
            Policy = policy,
            Remaining = remaining,
            ResetAfter = Seconds(numbers, "t"),
            Limit = isSame && policyNumbers.TryGetValue("q", out var limit) ? limit : null,
            Window = isSame ? Seconds(policyNumbers, "w") : null,
        };
    }

    private static TimeSpan? Seconds(Dictionary<string, int> numbers, string name) =>
        numbers.TryGetValue(name, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static (string? Name, Dictionary<string, int> Numbers) ReadItem(string? header)
    {
        var parts = (header ?? "").Split(',')[0].Split(';', StringSplitOptions.TrimEntries);
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
