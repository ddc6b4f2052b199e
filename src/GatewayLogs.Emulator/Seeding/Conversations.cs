using System.Text;

namespace GatewayLogs.Emulator.Seeding;

/// <summary>
/// Sample prompts and completions, written as the contents of JSON strings. The escapes are part of the bytes and differ between the texts,
/// as they do between clients.
/// </summary>
internal static class Conversations
{
    /// <summary>Gets prompts and their completions.</summary>
    public static IReadOnlyList<(string Prompt, string Completion)> All { get; } =
    [
        ("Where is my order 4417?", "It left the warehouse this morning and arrives on Thursday."),
        (@"Summarise this ticket:\n\n\""The app closes when I press \\\""Export\\\"".\""", @"The user reports a crash on \""Export\""."),
        ("Où est le café le plus proche ? ☕", "À deux rues d’ici, rue de la Paix, ouvert jusqu’à 19 h."),
        (@"Wie hei\u00dft die Hauptstadt von \u00d6sterreich?", @"Wien. Sie hat rund zwei Millionen Einwohner."),
        ("東京の明日の天気を教えてください。", "明日の東京は晴れ、最高気温は二十二度の見込みです。"),
        ("ما هي عاصمة المغرب؟", "عاصمة المغرب هي الرباط."),
        (@"Write a haiku about deploys on Friday \ud83d\ude80", "green checks, quiet logs,\\nthe pager sleeps in its dock —\\nFriday, five o’clock 🌙"),
        (@"SELECT * FROM users WHERE name = 'O\u0027Brien'; -- explain",
            @"It reads every column of the users named O'Brien; prefer a parameter.\r\n\tName the columns you need."),
        ("Classify the sentiment of: I waited 40 minutes & nobody came <angry>", @"{\""sentiment\"":\""negative\"",\""confidence\"":0.97}"),
        ("Reply with the path of the hosts file on Windows.", @"C:\\Windows\\System32\\drivers\\etc\\hosts"),
        ("Кратко перескажи договор на одной строке.", "Исполнитель сдаёт работу до 1 декабря, заказчик платит за десять дней."),
        ("List three uses of a zero-width joiner 👩‍🔬.", @"1. Emoji such as 👩‍🔬\n2. Indic ligatures\n3. Persian spelling"),
    ];

    /// <summary>Gets a long passage that is appended to some prompts.</summary>
    public static string Passage { get; } = string.Concat(Enumerable.Repeat(
        @"\n> The customer wrote on three occasions — the last on Friday — and each time was promised a call that naïve reading would call “imminent”.", 12));

    /// <summary>Gets a prompt of five megabytes, which a few logs have.</summary>
    public static string LargePrompt => s_large.Value;

    private static readonly Lazy<string> s_large = new(() => string.Concat(Enumerable.Repeat(Passage, 5_000_000 / Encoding.UTF8.GetByteCount(Passage))));
}
