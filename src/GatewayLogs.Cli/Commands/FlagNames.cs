using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Commands;

/// <summary>Replaces the options of the library in its messages by the flags and environment variables of this program.</summary>
internal static partial class FlagNames
{
    private static readonly (string Text, string Replacement)[] s_phrases =
    [
        (" See Errors for the reasons.", ""),
        ("ApiToken (CLOUDFLARE_API_TOKEN), or Email and ApiKey", "the credentials"),
        ("BaseAddress (CLOUDFLARE_API_BASE_URL)", "--base-url (CLOUDFLARE_API_BASE_URL)"),
        ("Email or CLOUDFLARE_EMAIL", "CLOUDFLARE_EMAIL"),
        ("ApiKey or CLOUDFLARE_API_KEY", "CLOUDFLARE_API_KEY"),
        ("Email and ApiKey", "CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY"),
        ("Set only one: ApiToken, or CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY, or TokenProvider.", "Set only one."),
        ("at most 5. Remove the others.", "at most 5. Specify fewer, or use --replace-metadata."),
        ("after RetryAfter", "later"),
        ("LogFilter.Metadata", "--metadata NAME=VALUE"),
    ];

    [GeneratedRegex(@" \((Headers|Total|BodyInactivity)Timeout\)|\b(AccountId|GatewayId|BaseAddress|ApiToken|Email|ApiKey|AllowInsecureHttp|\w+Timeout)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name { get; }

    public static string Apply(string message) => Name.Replace(
        s_phrases.Aggregate(message, (text, phrase) => text.Replace(phrase.Text, phrase.Replacement, StringComparison.Ordinal)),
        match => match.Value switch
        {
            "AccountId" => "--account",
            "GatewayId" => "--gateway",
            "BaseAddress" => "--base-url",
            "ApiToken" => "--api-token",
            "Email" => "CLOUDFLARE_EMAIL",
            "ApiKey" => "CLOUDFLARE_API_KEY",
            "AllowInsecureHttp" => "--allow-insecure-http",
            [' ', ..] => "",
            _ => "--timeout",
        });
}
