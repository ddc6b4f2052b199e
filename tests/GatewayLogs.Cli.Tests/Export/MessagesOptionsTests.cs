namespace GatewayLogs.Tests;

public class MessagesOptionsTests : ExportTests
{
    [TestCase("--dedupe requires --format messages. Add that, or omit --dedupe.", "--dedupe")]
    [TestCase("--redact requires --format messages. Add that, or omit --redact.", "--format", "csv", "--redact", "email")]
    [TestCase("--with-bodies cannot be used with --format messages, which always reads both bodies. Omit it.", "--format", "messages",
        "--with-bodies", "request")]
    [TestCase("--redact: there is no kind 'names'. Expected a comma-separated list of email, phone, ip, secret.", "--format", "messages", "--redact", "names")]
    [TestCase("--sample must be 1 or more, not 0.", "--sample", "0")]
    [TestCase("--min-score 'high' is not a score from 0 to 100. Example: --min-score 50", "--min-score", "high")]
    [TestCase("--max-score '101' is not a score from 0 to 100. Example: --max-score 50", "--max-score", "101")]
    [TestCase("--feedback must be good or bad, not 'worst'. For other values, use --filter 'feedback lt 0.5'.", "--feedback", "worst")]
    public async Task An_unsuitable_option_is_a_usage_error(string message, params string[] arguments)
    {
        var run = await ExportAsync("logs", arguments);

        Assert.That((run.ExitCode, run.Error, File.Exists(GetPath("logs"))), Is.EqualTo((2, $"gwlogs: {message}\n", false)));
    }

    [Test]
    public async Task An_export_with_other_options_needs_another_output()
    {
        await ExportWithSuccessAsync("logs", "--format", "messages", "--sample", "10");

        var run = await ExportAsync("logs", "--format", "messages", "--sample", "10", "--seed", "5");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("it was started with --seed (none), but this command has --seed 5"));
    }

    [Test]
    public async Task Feedback_and_scores_select_logs()
    {
        await ExportWithSuccessAsync("all");
        var all = GetLines("all").Select(ChatForm.Parse).Select(line => (Feedback: (double?)line["feedback"], Score: (double?)line["score"])).ToList();

        await ExportWithSuccessAsync("bad", "--feedback", "bad");
        await ExportWithSuccessAsync("good", "--feedback", "good");
        await ExportWithSuccessAsync("scores", "--min-score", "20", "--max-score", "80");

        Assert.That(GetLines("bad"), Has.Length.EqualTo(all.Count(log => log.Feedback < 0)).And.Length.Positive);
        Assert.That(GetLines("good"), Has.Length.EqualTo(all.Count(log => log.Feedback > 0)).And.Length.Positive);
        Assert.That(GetLines("scores"), Has.Length.EqualTo(all.Count(log => log.Score is >= 20 and <= 80)).And.Length.Positive);
    }
}
