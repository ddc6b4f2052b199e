using System.Text.RegularExpressions;

namespace GatewayLogs;

public sealed partial class GatewayLogsClientOptions
{
    /// <summary>The longest time that timers of every kind take.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(24);

    [GeneratedRegex("^[0-9A-Za-z_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountIdShape { get; }

    [GeneratedRegex("^(?=.{1,64}$)[a-z0-9_]+(?:-[a-z0-9_]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex GatewayIdShape { get; }

    /// <summary>Copies the options when they are right, and otherwise says all that is wrong with them at once.</summary>
    internal GatewayLogsClientOptions Validated()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
        }

        var copy = (GatewayLogsClientOptions)MemberwiseClone();

        // Without the last slash, resolving a relative path against the address would drop its last segment.
        if (!copy.BaseAddress.AbsolutePath.EndsWith('/'))
        {
            copy.BaseAddress = new Uri(copy.BaseAddress.AbsoluteUri + "/");
        }

        return copy;
    }

    /// <summary>Whether a secret or an address can stand in a header as it is.</summary>
    internal static bool IsHeaderSafe(string? value) => !string.IsNullOrEmpty(value) && value.All(c => c is > ' ' and < '\x7f');

    /// <summary>What is wrong with the options, each in a sentence or two.</summary>
    internal IEnumerable<string> Problems() =>
        [.. ProblemsOfIdentity(), .. ProblemsOfCredentials(), .. ProblemsOfBaseAddress(), .. ProblemsOfWaiting()];

    private IEnumerable<string> ProblemsOfIdentity()
    {
        // The $ of a regular expression lets a final line feed pass.
        if (AccountId is null || AccountId.Contains('\n', StringComparison.Ordinal) || !AccountIdShape.IsMatch(AccountId))
        {
            yield return $"AccountId is {Missing(AccountId)}. Set it, or CLOUDFLARE_ACCOUNT_ID, to the 32 hexadecimal digits that the dashboard shows.";
        }

        if (GatewayId is null || GatewayId.Contains('\n', StringComparison.Ordinal) || !GatewayIdShape.IsMatch(GatewayId))
        {
            yield return $"GatewayId is {Missing(GatewayId)}. Set it, or CLOUDFLARE_GATEWAY_ID, to the gateway's name: 1 to 64 lower-case letters, digits, underscores and single inner hyphens.";
        }
    }

    private IEnumerable<string> ProblemsOfCredentials()
    {
        var hasKey = Email is not null || ApiKey is not null;
        var kinds = (ApiToken is null ? 0 : 1) + (hasKey ? 1 : 0) + (TokenProvider is null ? 0 : 1);
        if (kinds == 0)
        {
            yield return "ApiToken is missing. Set it, or CLOUDFLARE_API_TOKEN; or Email and ApiKey (CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY); or TokenProvider.";
        }
        else if (kinds > 1)
        {
            yield return "More than one kind of credentials is set. Set ApiToken, or Email with ApiKey, or TokenProvider, and leave the others null.";
        }

        if (ApiToken is not null && !IsHeaderSafe(ApiToken))
        {
            yield return "ApiToken is malformed: it is empty or has spaces, line breaks or characters beyond ASCII. Copy it again into ApiToken or CLOUDFLARE_API_TOKEN.";
        }

        if (hasKey && !(IsHeaderSafe(Email) && Email!.Contains('@', StringComparison.Ordinal)))
        {
            yield return $"Email is {Missing(Email)}. Set it, or CLOUDFLARE_EMAIL, to the e-mail address of the user whose ApiKey is given.";
        }

        if (hasKey && !IsHeaderSafe(ApiKey))
        {
            yield return $"ApiKey is {Missing(ApiKey)}. Set it, or CLOUDFLARE_API_KEY, to the global API key of the user with this Email.";
        }
    }

    private IEnumerable<string> ProblemsOfBaseAddress()
    {
        const string Remedy = "Correct it, or CLOUDFLARE_API_BASE_URL.";
        if (BaseAddress is not { IsAbsoluteUri: true })
        {
            yield return $"BaseAddress is missing or relative. {Remedy}";
            yield break;
        }

        var isHttps = BaseAddress.Scheme == Uri.UriSchemeHttps;
        if (!isHttps && !(BaseAddress.Scheme == Uri.UriSchemeHttp && BaseAddress.IsLoopback))
        {
            yield return $"BaseAddress is not https; http is allowed only to this machine, or the credentials would travel in the clear. {Remedy}";
        }

        if (BaseAddress.UserInfo.Length > 0)
        {
            yield return $"BaseAddress holds a user name or password; credentials belong into the other options. {Remedy}";
        }

        if (BaseAddress.Query.Length > 0 || BaseAddress.Fragment.Length > 0)
        {
            yield return $"BaseAddress has a query or a fragment; only scheme, host, port and path are expected. {Remedy}";
        }
    }

    private IEnumerable<string> ProblemsOfWaiting()
    {
        (string Name, TimeSpan Value)[] timeouts =
            [(nameof(TotalTimeout), TotalTimeout), (nameof(HeadersTimeout), HeadersTimeout), (nameof(BodyInactivityTimeout), BodyInactivityTimeout)];
        foreach (var (name, value) in timeouts)
        {
            if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > s_longestTimeout))
            {
                yield return $"{name} is out of range. Set it to a positive time of at most 24 days, or to Timeout.InfiniteTimeSpan for no limit.";
            }
        }

        if (MaxRetries < 0)
        {
            yield return "MaxRetries is negative. Set it to 0 for a single attempt, or to the number of attempts that may follow the first.";
        }

        if (TimeProvider is null)
        {
            yield return "TimeProvider is null. Leave it at TimeProvider.System.";
        }
    }

    private static string Missing(string? value) => string.IsNullOrEmpty(value) ? "missing" : "malformed";
}
