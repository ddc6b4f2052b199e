using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>The 5,000 sample logs of the emulator can be shown and exported as conversations.</summary>
public class SeededConversationTests : ExportTests
{
    private protected override int Logs => 5_000;

    [Test]
    public async Task Every_successful_log_with_bodies_is_a_line_in_the_form_of_chat_completions()
    {
        await ExportWithSuccessAsync("successful", "--success");
        var stored = Emulator.Ledger().Where(entry => entry.RequestSha256 is not null && entry.ResponseSha256 is not null).Select(entry => entry.Id);
        var complete = GetLines("successful").Select(line => (string)ChatForm.Parse(line)["id"]!).Intersect(stored).Count();

        var run = await ExportAsync("messages", "--format", "messages");

        var lines = GetLines("messages").Select(ChatForm.Parse).ToList();
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(lines.SelectMany(ChatForm.GetViolations), Is.Empty);
        Assert.That(lines.Select(line => (string)line["id"]!), Is.Unique);
        Assert.That(lines, Has.Count.EqualTo(complete), run.Error);
        Assert.That(complete, Is.GreaterThan(4_000));
        Assert.That(run.Error, Does.Match(
            $"^{complete:N0} new rows, {complete:N0} in all, {5_000 - complete} logs left out \\(failed call: [0-9]+, request not stored: [0-9]+\\): "));
    }

    [Test]
    public async Task One_log_of_each_provider_and_media_type_is_shown_within_80_columns()
    {
        // The export of the other test used the requests that the emulator reports in its headers.
        var list = await CliRunner.RunAsync(
            Emulator, "list", "--limit", "400", "--success", "--json", "id,provider,response_content_type", "--rate-limit", "none");
        var logs = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)
            .DistinctBy(log => ((string?)log["provider"], (string?)log["response_content_type"])).ToList();
        Assert.That(logs.Select(log => $"{log["provider"]} {log["response_content_type"]}"), Is.SupersetOf(
            from provider in (string[])["openai", "anthropic", "google-ai-studio", "workers-ai"]
            from type in (string[])["application/json", "text/event-stream"]
            select $"{provider} {type}"));

        foreach (var log in logs)
        {
            var run = await CliRunner.TerminalAsync(
                Emulator, 80, $"gwlogs show {log["id"]} --no-pager --rate-limit none", environment: new Dictionary<string, string?> { ["NO_COLOR"] = "1" });

            Assert.That(
                run.Output,
                Does.Match("(?s)^(system\n  [^\n]+\n\n)?user\n  .+\n\nassistant \\(response\\)\n  .+\n\n[a-z-]+ [^\n]+, status 200.*ms, "),
                $"{log}");
            Assert.That(run.Output.Split('\n').Select(line => line.Length), Is.All.LessThanOrEqualTo(80));
        }
    }
}
