using GatewayLogs.Cli.Output;
using Spectre.Console;

namespace GatewayLogs.Tests;

public class LogTableTests
{
    private static string Draw(int width, params GatewayLog[] logs)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        var table = new LogTable(console, TimeZoneInfo.Utc);
        table.WriteAsync(logs, CancellationToken.None).GetAwaiter().GetResult();
        table.CompleteAsync(CancellationToken.None).GetAwaiter().GetResult();
        return text.ToString();
    }

    private static GatewayLog Log(string id = "01J4W6Z5QF3N8H2K7V9XBTCMRD", string model = "gpt-4o") => new()
    {
        Id = id,
        Model = model,
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

    [TestCase(60)]
    [TestCase(80)]
    [TestCase(200)]
    public void The_table_is_never_wider_than_the_terminal(int width) =>
        Assert.That(Draw(width, Log(), Log(new string('a', 64), new string('m', 100))).Split('\n').Select(line => line.Length),
            Is.All.LessThanOrEqualTo(width));

    [Test]
    public void Control_sequences_are_neutralized() =>
        Assert.That(Draw(120, Log(model: "\u001b[31mred\u0007\u009b")), Does.Not.Contain('\u001b').And.Not.Contain('\u0007').And.Not.Contain('\u009b'));

    [Test]
    public void An_empty_table_shows_a_message() => Assert.That(Draw(80), Does.Contain("No logs."));
}
