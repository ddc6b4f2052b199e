using GatewayLogs.Cli.Failures;
using Spectre.Console;

namespace GatewayLogs.Tests;

public class FailureTableTests
{
    private const string Id = "01a19282-c06c-7f6b-bd29-2d68df2eb34e";

    private static FailureReport CreateReport()
    {
        var at = new DateTimeOffset(2026, 8, 5, 22, 0, 0, TimeSpan.Zero);
        var report = new FailureReport(at.AddYears(1));
        foreach (var (calls, status, provider, model, message) in (IEnumerable<(int, int?, string, string, FailureMessage)>)
        [
            (123_456, 429, "google-vertex-ai", "claude-sonnet-4-5-20260514", new FailureMessage(
                "Rate limit reached for <id> on tokens per min (TPM): Limit <number>, Used <number>.", null)),
            (1_000, 503, "google-ai-studio", "gemini-2.5-flash", new FailureMessage("The model is overloaded.", null)),
            (2, 502, "workers-ai", "@cf/meta/llama-3.1-8b-instruct", FailureMessage.Missing("no response is stored")),
            (1, null, "", "東京\u001b[31m", FailureMessage.Missing("the log was deleted")),
        ])
        {
            for (var i = 0; i < calls; i++)
            {
                report.Add(new GatewayLog { Id = Id, CreatedAt = at.AddSeconds(i), StatusCode = status, Provider = provider, Model = model });
            }

            report.Groups.Single(group => group.Key.Model == model).Message = message;
        }

        return report;
    }

    private static string Draw(int width, FailureReport report)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        new FailureTable(console, TimeZoneInfo.Utc, report).Write();
        return text.ToString();
    }

    [TestCase(80)]
    [TestCase(120)]
    [TestCase(200)]
    public void No_figure_time_or_id_is_cut(int width)
    {
        var shown = Draw(width, CreateReport());

        Assert.That(shown.Split('\n').Select(TruncatedWidth), Is.All.LessThanOrEqualTo(width));
        Assert.That(shown, Does.Contain("123456  99.2 %     429").And.Not.Contain('\u001b'));
        Assert.That(shown, width < 200 ? Does.Contain("Not shown at this width: ") : Does.Contain($"2026-08-05 22:00Z  2026-08-07 08:17Z  {Id}"));
        GoldenFile.Compare($"errors.{width}", shown);
    }

    private static int TruncatedWidth(string line) => GatewayLogs.Cli.Output.CellText.GetWidth(line);
}
