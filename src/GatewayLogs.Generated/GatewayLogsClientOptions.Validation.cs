namespace GatewayLogs;

public sealed partial class GatewayLogsClientOptions
{
    /// <summary>The longest time that timers of every kind take.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(24);

    private const int LongestId = 64;

    /// <summary>Copies the options when they are right, and otherwise says all that is wrong with them at once.</summary>
    internal GatewayLogsClientOptions Validated()
    {
        var problems = Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
        }

        var copy = (GatewayLogsClientOptions)MemberwiseClone();

        // Files that hold a secret end in a line feed as a rule.
        (copy.ApiToken, copy.Email, copy.ApiKey) = (ApiToken?.Trim(), Email?.Trim(), ApiKey?.Trim());

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
    internal List<string> Problems()
    {
        List<string> problems = [];
        AddProblemsOfIdentity(problems);
        AddProblemsOfCredentials(problems);
        AddProblemsOfBaseAddress(problems);
        AddProblemsOfWaiting(problems);
        return problems;
    }

    private void AddProblemsOfIdentity(List<string> problems)
    {
        if (!IsAccountId(AccountId))
        {
            problems.Add($"AccountId is {Missing(AccountId)}. Set it, or CLOUDFLARE_ACCOUNT_ID, to the 32 hexadecimal digits that the dashboard shows.");
        }

        if (!IsGatewayId(GatewayId))
        {
            problems.Add($"GatewayId is {Missing(GatewayId)}. Set it, or CLOUDFLARE_GATEWAY_ID, to the gateway's name: 1 to 64 lower-case letters, digits, underscores and single inner hyphens.");
        }
    }

    private void AddProblemsOfCredentials(List<string> problems)
    {
        var hasKey = Email is not null || ApiKey is not null;
        var kinds = (ApiToken is null ? 0 : 1) + (hasKey ? 1 : 0) + (TokenProvider is null ? 0 : 1);
        if (kinds == 0)
        {
            problems.Add("ApiToken is missing. Set it, or CLOUDFLARE_API_TOKEN; or Email and ApiKey (CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY); or TokenProvider.");
        }
        else if (kinds > 1)
        {
            problems.Add("More than one kind of credentials is set. Set ApiToken, or Email with ApiKey, or TokenProvider, and leave the others null.");
        }

        if (ApiToken is not null && !IsHeaderSafe(ApiToken.Trim()))
        {
            problems.Add("ApiToken is malformed: it is empty or has spaces, line breaks or characters beyond ASCII. Copy it again into ApiToken or CLOUDFLARE_API_TOKEN.");
        }

        if (hasKey && !(IsHeaderSafe(Email?.Trim()) && Email!.Contains('@', StringComparison.Ordinal)))
        {
            problems.Add($"Email is {Missing(Email)}. Set it, or CLOUDFLARE_EMAIL, to the e-mail address of the user whose ApiKey is given.");
        }

        if (hasKey && !IsHeaderSafe(ApiKey?.Trim()))
        {
            problems.Add($"ApiKey is {Missing(ApiKey)}. Set it, or CLOUDFLARE_API_KEY, to the global API key of the user with this Email.");
        }
    }

    private void AddProblemsOfBaseAddress(List<string> problems)
    {
        const string Remedy = "Correct it, or CLOUDFLARE_API_BASE_URL.";
        if (BaseAddress is not { IsAbsoluteUri: true })
        {
            problems.Add($"BaseAddress is missing or relative. {Remedy}");
            return;
        }

        var isHttps = BaseAddress.Scheme == Uri.UriSchemeHttps;
        if (!isHttps && !(BaseAddress.Scheme == Uri.UriSchemeHttp && (BaseAddress.IsLoopback || AllowInsecureHttp)))
        {
            problems.Add($"BaseAddress is not https, so the credentials would be sent unencrypted; http is allowed to this machine only. {Remedy} For an emulator in another container, set AllowInsecureHttp.");
        }

        if (BaseAddress.UserInfo.Length > 0)
        {
            problems.Add($"BaseAddress holds a user name or password; credentials belong into the other options. {Remedy}");
        }

        if (BaseAddress.Query.Length > 0 || BaseAddress.Fragment.Length > 0)
        {
            problems.Add($"BaseAddress has a query or a fragment; only scheme, host, port and path are expected. {Remedy}");
        }
    }

    private void AddProblemsOfWaiting(List<string> problems)
    {
        (string Name, TimeSpan Value)[] timeouts =
            [(nameof(TotalTimeout), TotalTimeout), (nameof(HeadersTimeout), HeadersTimeout), (nameof(BodyInactivityTimeout), BodyInactivityTimeout)];
        foreach (var (name, value) in timeouts)
        {
            if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > s_longestTimeout))
            {
                problems.Add($"{name} is out of range. Set it to a positive time of at most 24 days, or to Timeout.InfiniteTimeSpan for no limit.");
            }
        }

        if (MaxRetries < 0)
        {
            problems.Add("MaxRetries is negative. Set it to 0 for a single attempt, or to the number of attempts that may follow the first.");
        }

        if (TimeProvider is null)
        {
            problems.Add("TimeProvider is null. Leave it at TimeProvider.System.");
        }
    }

    private static bool IsAccountId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool IsGatewayId(string? id) =>
        id is { Length: > 0 and <= LongestId } and [not '-', ..] and [.., not '-'] && !id.Contains("--", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');

    private static string Missing(string? value) => string.IsNullOrEmpty(value) ? "missing" : "malformed";
}
