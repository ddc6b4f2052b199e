using System.Net;
using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Export.Messages;

/// <summary>Replaces what looks like personal data or a secret by a name in brackets, such as <c>[email]</c>.</summary>
internal sealed partial class Redaction
{
    /// <summary>The kinds in the order in which they are replaced: a secret can contain an address.</summary>
    private static readonly (string Name, Func<string, string> Replace)[] s_kinds =
    [
        ("secret", text => Named.Replace(Secret.Replace(text, "[secret]"), "$1[secret]")),
        ("email", text => Email.Replace(text, "[email]")),
        ("ip", text => IPv6.Replace(IPv4.Replace(text, "[ip]"), match => IsAddress(match.Value) ? "[ip]" : match.Value)),
        ("phone", text => Phone.Replace(text, match => match.Value.Count(char.IsAsciiDigit) is >= MinDigits and <= MaxDigits ? "[phone]" : match.Value)),
    ];

    /// <summary>Fewer digits are a date or a short number; an international number has at most 15.</summary>
    private const int MinDigits = 9;

    private const int MaxDigits = 15;

    private readonly Func<string, string>[] _replacements;

    private Redaction(IEnumerable<Func<string, string>> replacements) => _replacements = [.. replacements];

    /// <summary>Gets the names of the kinds.</summary>
    public static string Names => "email, phone, ip, secret";

    /// <summary>Gets a pattern for keys of known providers, JSON Web Tokens, bearer tokens and private keys.</summary>
    [GeneratedRegex(
        """
        -----BEGIN[A-Z ]*PRIVATE\ KEY-----.*?-----END[A-Z ]*PRIVATE\ KEY-----
        | \b(?:sk|pk|rk)[-_][\w-]{16,}
        | \b(?:gh[opsur]|github_pat|glpat|hf|xox[abeprs]|npm)[-_][\w-]{10,}
        | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b
        | \bAIza[\w-]{30,}
        | \beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*
        | (?<=\bBearer\ )[\w.~+/=-]{16,}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Secret { get; }

    /// <summary>Gets a pattern for a secret after its name, as in <c>password: hunter2</c> and <c>"api_key": "…"</c>.</summary>
    [GeneratedRegex(
        """(\b(?:api[_-]?key|access[_-]?key|token|secret|passw(?:or)?d|pwd)\b["']?\s*[:=]\s*["']?)(?!\[secret\])[^\s"',;]{6,}""", RegexOptions.IgnoreCase)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"(?<![\w.%+'-])[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")]
    private static partial Regex Email { get; }

    [GeneratedRegex(@"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\w)", RegexOptions.ECMAScript)]
    private static partial Regex IPv4 { get; }

    [GeneratedRegex(@"(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])")]
    private static partial Regex IPv6 { get; }

    /// <summary>Gets a pattern for international and national numbers: those that begin with +, 0 or a parenthesis, and 3-3-4 digits.</summary>
    [GeneratedRegex(@"(?<![\w.+])(?:(?:\+|\(?\+?0(?=[\d ()/-]))[\d ()./-]{6,22}\d|\(?[2-9]\d\d\)?[ .-]?[2-9]\d\d[ .-]\d{4})(?!\w)", RegexOptions.ECMAScript)]
    private static partial Regex Phone { get; }

    /// <summary>Parses the comma-separated names of kinds.</summary>
    /// <exception cref="FormatException">A name is unknown.</exception>
    public static Redaction Parse(string option, string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.Find(names, name => !Array.Exists(s_kinds, kind => kind.Name == name)) is { } unknown
            ? throw new FormatException($"{option}: there is no kind '{unknown}'. Expected a comma-separated list of {Names}.")
            : new Redaction(s_kinds.Where(kind => names.Contains(kind.Name)).Select(kind => kind.Replace));
    }

    public string Apply(string text) => _replacements.Aggregate(text, (redacted, replace) => replace(redacted));

    /// <summary>Returns whether a text is an address, and not code such as <c>a::b</c>.</summary>
    private static bool IsAddress(string text) => text.Any(char.IsAsciiDigit) && IPAddress.TryParse(text, out _);
}
