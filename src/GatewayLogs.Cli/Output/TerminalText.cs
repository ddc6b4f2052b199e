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
            span[i] = char.IsControl(c) && !(state.keepsLines && c is '\n' or '\t') ? '\ufffd' : c;
        }
    });
}
