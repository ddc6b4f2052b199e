namespace GatewayLogs.Cli.Output;

/// <summary>Makes text of a log safe to show on a terminal: a prompt may contain escape sequences.</summary>
internal static class TerminalText
{
    /// <summary>Replaces all control characters, including line breaks.</summary>
    public static string Neutralize(string text) => Replace(text, keepsLines: false);

    /// <summary>Replaces all control characters except line feeds and tabs.</summary>
    public static string NeutralizeLines(string text) => Replace(text, keepsLines: true);

    /// <summary>Replaces the middle of a long text by an ellipsis; its end usually says what to do.</summary>
    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        // Not between the two characters of a surrogate pair.
        var (start, end) = (maxLength * 3 / 4, text.Length - (maxLength / 4));
        start -= char.IsLowSurrogate(text[start]) ? 1 : 0;
        end += char.IsLowSurrogate(text[end]) ? 1 : 0;
        return $"{text[..start]} … {text[end..]}";
    }

    private static string Replace(string text, bool keepsLines) => string.Create(text.Length, (text, keepsLines), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.text[i];
            span[i] = IsUnsafe(c) && !(state.keepsLines && c is '\n' or '\t') ? '\ufffd' : c;
        }
    });

    /// <summary>Returns whether a character is a control character, or a bidirectional override, which can disguise the text.</summary>
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
