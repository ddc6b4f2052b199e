namespace GatewayLogs.Cli.Output;

/// <summary>Text of a log that is shown on a terminal: a prompt may hold sequences that a terminal obeys.</summary>
internal static class TerminalText
{
    /// <summary>Replaces every control character, so that the text stays on its line.</summary>
    public static string Neutralize(string text) => Replace(text, keepsLines: false);

    /// <summary>Replaces every control character but line feeds and tabs.</summary>
    public static string NeutralizeLines(string text) => Replace(text, keepsLines: true);

    private static string Replace(string text, bool keepsLines) => string.Create(text.Length, (text, keepsLines), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.text[i];
            span[i] = IsObeyed(c) && !(state.keepsLines && c is '\n' or '\t') ? '\ufffd' : c;
        }
    });

    /// <summary>Beside the control characters, those that turn the direction of text around and so can show what is not there.</summary>
    private static bool IsObeyed(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
