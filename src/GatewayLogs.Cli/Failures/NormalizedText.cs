using System.Text.RegularExpressions;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Failures;

/// <summary>
/// Replaces what differs between two messages of the same error by placeholders: URLs, e-mail addresses, keys, times, ids, quoted
/// texts, JSON and numbers. Quoted texts and JSON can be part of a prompt.
/// </summary>
internal static partial class NormalizedText
{
    /// <summary>The length up to which a message is read.</summary>
    private const int MaxReadLength = 2_000;

    private const int MaxLength = 300;

    private static readonly (Regex Pattern, string Placeholder)[] s_replacements =
    [
        (Json, "<json>"),
        (Url, "<url>"),
        (Email, "<email>"),
        (Key, "<key>"),
        (Quoted, "<name>"),
        (Time, "<time>"),
        (Id, "<id>"),
        (Number, "<number>"),
    ];

    /// <summary>Gets a part of a request, from the first bracket to the last one.</summary>
    [GeneratedRegex(@"(?:\{|\[\s*[""{\[])(?:.*[}\]]|.*)", RegexOptions.CultureInvariant)]
    private static partial Regex Json { get; }

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{0,20}://[^\s""'`<>]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Url { get; }

    [GeneratedRegex(@"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", RegexOptions.CultureInvariant)]
    private static partial Regex Email { get; }

    /// <summary>Gets keys of OpenAI, Anthropic, Google, Groq, xAI, Hugging Face and others, complete or masked, and bearer tokens.</summary>
    [GeneratedRegex(
        """
        \b(?:(?:sk|pk|rk|gsk|xai|hf|pplx|csk)[-_][\w*.-]{2,}[\w*] | AIza[\w*-]+ | eyJ[\w.-]+ | (?<=[Bb]earer\ )\S+)
        | \w*\*{3,}\w*
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Key { get; }

    /// <summary>
    /// Gets texts in quotation marks. An apostrophe between letters is no quotation mark. The end of a text that is cut off may be missing.
    /// </summary>
    [GeneratedRegex(
        """
        "(?:[^"\\]|\\.)*(?:"|\\?\z) | `[^`]*(?:`|\z) | “[^”]*(?:”|\z) | «[^»]*(?:»|\z) | ‘[^’]*(?:’|\z)
        | (?<!\w)'(?:[^'\\]|\\.|(?<=\w)'(?=\w))*(?:'(?!\w)|\\?\z)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(
        """
        \b[0-9]{4}-[0-9]{2}-[0-9]{2}
        (?:[T\ ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Time { get; }

    /// <summary>Gets UUIDs, ids with a prefix such as req_ or org-, and words of 8 or more letters and digits that contain two digits.</summary>
    [GeneratedRegex(
        """
        \b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b
        | \b(?:req|org|proj|chatcmpl|cmpl|msg|resp|run|call|toolu|user|asst|file|batch|thread)[-_](?-i:(?=[\w-]*[0-9A-Z]))[\w-]+
        | \b(?=\w*[a-z])(?=(?:\w*?[0-9]){2})[\w-]{8,}\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"(?<![\w<]|\w-)[0-9]+(?:[.,:-][0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces { get; }

    /// <summary>Returns a message as one line without control characters, with placeholders, and shortened.</summary>
    public static string Normalize(string text)
    {
        var line = TerminalText.Neutralize(Spaces.Replace(text.Length > MaxReadLength ? text[..MaxReadLength] : text, " ").Trim());
        return TerminalText.Shorten(s_replacements.Aggregate(line, (message, next) => next.Pattern.Replace(message, next.Placeholder)), MaxLength);
    }
}
