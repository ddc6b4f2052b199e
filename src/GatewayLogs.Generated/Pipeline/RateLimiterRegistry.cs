using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Pipeline;

/// <summary>Holds the rate limiters of this process: one per credential and host.</summary>
internal static class RateLimiterRegistry
{
    private static readonly byte[] s_processKey = RandomNumberGenerator.GetBytes(32);

    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, RequestRateLimiter>> s_byCredential = [];

    private static readonly ConditionalWeakTable<Delegate, ConditionalWeakTable<TimeProvider, RequestRateLimiter>> s_byProvider = [];

    /// <summary>
    /// Returns the limiter that all clients with these credentials share. Clients with the same token provider share one as well.
    /// </summary>
    public static RequestRateLimiter Get(GatewayLogsClientOptions options)
    {
        var limiter = options.TokenProvider is { } provider
            ? s_byProvider.GetValue(provider, _ => []).GetValue(options.TimeProvider, time => new RequestRateLimiter(time))
            : s_byCredential.GetValue(options.TimeProvider, _ => new(StringComparer.Ordinal))
                .GetOrAdd(GetKey(options), _ => new RequestRateLimiter(options.TimeProvider));
        return limiter.Restrict(options.RateLimit ?? RequestRateLimiter.MaxPermits);
    }

    /// <summary>Returns an HMAC of the credentials and the host, so that the table does not keep secrets in memory.</summary>
    private static string GetKey(GatewayLogsClientOptions options)
    {
        var identity = $"{options.BaseAddress.Authority}\n{options.ApiToken ?? $"{options.Email}\n{options.ApiKey}"}";
        return Convert.ToHexString(HMACSHA256.HashData(s_processKey, Encoding.UTF8.GetBytes(identity)));
    }
}
