using System.Globalization;
using GatewayLogs.Cli.Output;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace GatewayLogs.Tests;

public class LogTableTests
{
    private static readonly string s_longId = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));

    private static string Draw(int width, params GatewayLog[] logs) => DrawPages(width, null, isLive: false, logs);

    private static string DrawPages(int width, string? columns, bool isLive, params GatewayLog[][] pages)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        var table = new LogTable(console, TimeZoneInfo.Utc, columns is null ? null : LogColumn.Parse("--columns", columns)) { IsLive = isLive };
        foreach (var page in pages)
        {
            table.WriteAsync(page, CancellationToken.None).GetAwaiter().GetResult();
        }

        table.CompleteAsync(CancellationToken.None).GetAwaiter().GetResult();
        return text.ToString();
    }

    private static GatewayLog Log(string id = "01J4W6Z5QF3N8H2K7V9XBTCMRD", string model = "gpt-4o") => new()
    {
        Id = id,
        Model = model,
        Provider = "openai",
        CreatedAt = DateTimeOffset.UnixEpoch,
        StatusCode = 200,
        Duration = 1284,
        TokensIn = 412,
        TokensOut = null,
        Cost = 0.000007513m,
    };

    [Test]
    public void A_log_is_one_line_with_its_main_fields()
    {
        var line = Draw(120, Log()).Split('\n').Single(text => text.Contains("01J4W6Z5QF3N8H2K7V9XBTCMRD", StringComparison.Ordinal));

        Assert.That(line, Does.Match(@"gpt-4o +200 +1284 +412/- +0\.000008"));
    }

    [TestCase(40)]
    [TestCase(60)]
    [TestCase(80)]
    [TestCase(200)]
    public void The_table_is_never_wider_than_the_terminal(int width) =>
        Assert.That(Draw(width, Log(), Log(new string('a', 64), new string('m', 100))).Split('\n').Select(line => line.Length),
            Is.All.LessThanOrEqualTo(width));

    [TestCase(80)]
    [TestCase(120)]
    [TestCase(200)]
    public void One_long_id_among_others_is_cut_in_its_middle_and_takes_no_other_column(int width)
    {
        var logs = Enumerable.Range(0, 39).Select(index => Log($"01J4W6Z5QF3N8H2K7V9XBTCM{index:00}", "gemini-2.5-flash"));

        var shown = Draw(width, [.. logs, Log(s_longId)]);

        Assert.That(shown.Split('\n').Where(line => line.Contains("01J4W6Z5QF3N8H2K7V9XBTCM", StringComparison.Ordinal)), Has.Exactly(39).Items
            .And.All.Contains("gemini-2.5-flash").And.All.Match(" 200( |$)"));
        Assert.That(shown, width < 200 ? Does.Match("0123456789abc[def]*…[01-9a-c]*def") : Does.Contain(s_longId));
        GoldenFile.Compare($"list.long-id.{width}", string.Join('\n', shown.Split('\n').Where((_, index) => index is 0 or > 38)));
    }

    [Test]
    public void The_first_rows_determine_the_widths_of_all_and_a_larger_figure_is_not_cut([Values(100, 120)] int width)
    {
        var later = Log(model: new string('m', 100));
        later.Duration = 123_456_789_012;
        later.StatusCode = null;
        later.Success = false;

        var lines = DrawPages(width, null, false, [.. Enumerable.Range(0, 1000).Select(_ => Log())], [later], [Log()]).Split('\n');

        Assert.That(lines.Count(line => line.StartsWith("Created", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
        Assert.That(lines[1002], Is.EqualTo(lines[1]));
        Assert.That(lines[1001], Does.Contain("01J4W6Z5QF3N8H2K7V9XBTCMRD").And.Contain(" ✗ -").And.Contain(" 123456789012"));
    }

    [Test]
    public void A_table_without_an_end_keeps_space_for_usual_texts()
    {
        var lines = DrawPages(120, null, isLive: true, [Log("a", "b")], [Log(model: "claude-sonnet-4-5-x")]).Split('\n');

        Assert.That(lines[2], Does.Contain("01J4W6Z5QF3N8H2K7V9XBTCMRD").And.Contain("claude-sonnet-4-5-x"));
        Assert.That(lines[2].IndexOf("200", StringComparison.Ordinal), Is.EqualTo(lines[1].IndexOf("200", StringComparison.Ordinal)));
    }

    [Test]
    public void Wide_characters_take_two_cells(
        [Values("東京東京東京東京東京東京東京東京", "🚀🚀🚀", "cafe\u0301", "한국어 모델")] string model)
    {
        var lines = Draw(80, Log(), Log(model: model)).Split('\n');

        Assert.That(GetWidth(lines[2]), Is.EqualTo(GetWidth(lines[1])));
        Assert.That(GetWidth(lines[2].Split("  200")[0]), Is.EqualTo(GetWidth(lines[1].Split("  200")[0])));
    }

    [Test]
    public void A_failed_call_is_marked_without_colors()
    {
        var failed = Log();
        (failed.Success, failed.StatusCode) = (false, 403);

        Assert.That(Draw(80, failed), Does.Contain(" ✗ 403"));
        Assert.That(DrawPages(80, "id,status_code", false, [failed, Log()]), Does.Contain("  ✗ 403\n").And.Contain("    200\n"));
    }

    [Test]
    public void Metadata_is_shown_as_names_with_values_and_without_escapes()
    {
        var log = Log();
        log.Metadata = new GatewayLogMetadata
        {
            ["team"] = "search", ["note"] = "two words", ["mood"] = "🙂", ["list"] = new JArray("🚀", "\\ud83d\\ude80"),
        };

        Assert.That(Draw(250, log), Does.Contain("""team=search note="two words" mood=🙂 list=["🚀","\\ud83d\\ude80"]"""));
        Assert.That(DrawPages(80, "metadata.team,cost", false, [log]), Is.EqualTo("team           cost\nsearch  0.000007513\n"));
    }

    [Test]
    public void Control_sequences_are_neutralized() =>
        Assert.That(Draw(120, Log(model: "\u001b[31mred\u0007\u009b")), Does.Not.Contain('\u001b').And.Not.Contain('\u0007').And.Not.Contain('\u009b'));

    [Test]
    public void An_empty_table_shows_a_message() => Assert.That(Draw(80), Does.Contain("No logs."));

    /// <summary>Counts cells by the Unicode blocks of this test.</summary>
    private static int GetWidth(string text) => text.EnumerateRunes().Sum(rune =>
        rune.Value is (>= 0x1100 and < 0x1200) or (>= 0x3000 and < 0xd800) or >= 0x1f000 ? 2
        : System.Text.Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? 0 : 1);
}
