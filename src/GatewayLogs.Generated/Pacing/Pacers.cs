using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Pacing;

/// <summary>The pacers of this process: one for each credential at each service.</summary>
internal static class Pacers
{
    private static readonly byte[] s_keyOfThisProcess = RandomNumberGenerator.GetBytes(32);

    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, Pacer>> s_byCredential = [];

    private static readonly ConditionalWeakTable<Delegate, ConditionalWeakTable<TimeProvider, Pacer>> s_byProvider = [];

    /// <summary>The pacer that all clients with these credentials share; those with a provider of tokens share by the provider.</summary>
    public static Pacer For(GatewayLogsClientOptions options)
    {
        if (options.TokenProvider is { } provider)
        {
            return s_byProvider.GetValue(provider, _ => []).GetValue(options.TimeProvider, time => new Pacer(time));
        }

        // Never the secret itself: a memory dump of a table must not hold what the caller may have cleared elsewhere.
        var identity = $"{options.BaseAddress.Authority}\n{options.ApiToken ?? $"{options.Email}\n{options.ApiKey}"}";
        var key = Convert.ToHexString(HMACSHA256.HashData(s_keyOfThisProcess, Encoding.UTF8.GetBytes(identity)));
        return s_byCredential.GetValue(options.TimeProvider, _ => new(StringComparer.Ordinal)).GetOrAdd(key, _ => new Pacer(options.TimeProvider));
    }
}
