using GatewayLogs.Pipeline;

namespace GatewayLogs;

public sealed partial class GatewayLogsClientOptions
{
    /// <summary>The longest timeout that all timer APIs accept.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(24);

    private const int MaxIdLength = 64;

    /// <summary>Returns a copy of the options, or throws an exception that lists all problems.</summary>
    internal GatewayLogsClientOptions Validated()
    {
        var problems = GetProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
        }

        var copy = (GatewayLogsClientOptions)MemberwiseClone();

        // Files that contain a secret usually end with a line feed.
        (copy.ApiToken, copy.Email, copy.ApiKey) = (ApiToken?.Trim(), Email?.Trim(), ApiKey?.Trim());

        // Without a trailing slash, resolving a relative URI would drop the last path segment.
        if (!copy.BaseAddress.AbsolutePath.EndsWith('/'))
        {
            copy.BaseAddress = new Uri(copy.BaseAddress.AbsoluteUri + "/");
        }

        return copy;
    }

    /// <summary>Returns whether a value contains only visible ASCII characters, as HTTP headers require.</summary>
    internal static bool IsHeaderSafe(string? value) => !string.IsNullOrEmpty(value) && value.All(c => c is > ' ' and < '\x7f');

    /// <summary>Returns one message for each invalid option.</summary>
    internal List<string> GetProblems()
    {
        List<string> problems = [];
        AddIdentityProblems(problems);
        AddCredentialProblems(problems);
        AddBaseAddressProblems(problems);
        AddTimingProblems(problems);
        return problems;
    }

    private void AddIdentityProblems(List<string> problems)
    {
        if (!IsAccountId(AccountId))
        {
            problems.Add(
                $"AccountId is {Describe(AccountId)}. Set AccountId or CLOUDFLARE_ACCOUNT_ID to the 32 hexadecimal digits that the "
                + "dashboard shows.");
        }

        if (!IsGatewayId(GatewayId))
        {
            problems.Add(
                $"GatewayId is {Describe(GatewayId)}. Set GatewayId or CLOUDFLARE_GATEWAY_ID to the name of the gateway: "
                + "1 to 64 lowercase letters, digits, underscores and single hyphens, without a hyphen at the start or end.");
        }
    }

    private void AddCredentialProblems(List<string> problems)
    {
        var hasKey = Email is not null || ApiKey is not null;
        var kinds = (ApiToken is null ? 0 : 1) + (hasKey ? 1 : 0) + (TokenProvider is null ? 0 : 1);
        if (kinds == 0)
        {
            problems.Add(
                "Credentials are missing. Set ApiToken (CLOUDFLARE_API_TOKEN), or Email and ApiKey (CLOUDFLARE_EMAIL and "
                + "CLOUDFLARE_API_KEY), or TokenProvider.");
        }
        else if (kinds > 1)
        {
            problems.Add("More than one kind of credentials is set. Set only one: ApiToken, or Email and ApiKey, or TokenProvider.");
        }

        if (ApiToken is not null && !IsHeaderSafe(ApiToken.Trim()))
        {
            problems.Add(
                "ApiToken is malformed: it is empty or contains spaces, line breaks or non-ASCII characters. "
                + "Copy the token again to ApiToken or CLOUDFLARE_API_TOKEN.");
        }

        if (hasKey && !(IsHeaderSafe(Email?.Trim()) && Email!.Contains('@', StringComparison.Ordinal)))
        {
            problems.Add(
                $"Email is {Describe(Email)}. Set Email or CLOUDFLARE_EMAIL to the email address of the user that ApiKey belongs to.");
        }

        if (hasKey && !IsHeaderSafe(ApiKey?.Trim()))
        {
            problems.Add(
                $"ApiKey is {Describe(ApiKey)}. Set ApiKey or CLOUDFLARE_API_KEY to the global API key of the user with this Email.");
        }
    }

    private void AddBaseAddressProblems(List<string> problems)
    {
        const string Remedy = "Correct BaseAddress or CLOUDFLARE_API_BASE_URL.";
        if (BaseAddress is not { IsAbsoluteUri: true })
        {
            problems.Add($"BaseAddress is missing or relative. {Remedy}");
            return;
        }

        var isHttps = BaseAddress.Scheme == Uri.UriSchemeHttps;
        if (!isHttps && !(BaseAddress.Scheme == Uri.UriSchemeHttp && (BaseAddress.IsLoopback || AllowInsecureHttp)))
        {
            problems.Add(
                "BaseAddress does not use https. http is allowed only for localhost, because it would send the credentials unencrypted. "
                + $"{Remedy} For an emulator in another container, set AllowInsecureHttp.");
        }

        if (BaseAddress.UserInfo.Length > 0)
        {
            problems.Add($"BaseAddress contains a user name or password. Use ApiToken, or Email and ApiKey, for credentials. {Remedy}");
        }

        if (BaseAddress.Query.Length > 0 || BaseAddress.Fragment.Length > 0)
        {
            problems.Add($"BaseAddress contains a query or fragment. Only a scheme, host, port and path are allowed. {Remedy}");
        }
    }

    private void AddTimingProblems(List<string> problems)
    {
        AddTimeoutProblem(problems, nameof(TotalTimeout), TotalTimeout);
        AddTimeoutProblem(problems, nameof(HeadersTimeout), HeadersTimeout);
        AddTimeoutProblem(problems, nameof(BodyInactivityTimeout), BodyInactivityTimeout);
        if (MaxRetries < 0)
        {
            problems.Add("MaxRetries is negative. Set it to 0 for a single attempt, or to the maximum number of retries.");
        }

        if (RateLimit is < 1 or > RequestRateLimiter.MaxPermits)
        {
            problems.Add("RateLimit is out of range. Set it to 1 to 1,200 requests per five minutes, or to null to disable the rate limiter.");
        }

        if (TimeProvider is null)
        {
            problems.Add("TimeProvider is null. Use the default, TimeProvider.System.");
        }
    }

    private static void AddTimeoutProblem(List<string> problems, string name, TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > s_longestTimeout))
        {
            problems.Add($"{name} is out of range. Set it to a positive time of at most 24 days, or to Timeout.InfiniteTimeSpan to disable it.");
        }
    }

    private static bool IsAccountId(string? id) =>
        id is { Length: > 0 and <= MaxIdLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool IsGatewayId(string? id) =>
        id is { Length: > 0 and <= MaxIdLength } and [not '-', ..] and [.., not '-'] && !id.Contains("--", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');

    private static string Describe(string? value) => string.IsNullOrEmpty(value) ? "missing" : "malformed";
}
