using GatewayLogs.Cli.Failures;

namespace GatewayLogs.Tests;

public class FailureReportTests
{
    private static readonly DateTimeOffset s_now = new(2026, 8, 5, 12, 0, 0, TimeSpan.Zero);

    private static GatewayLog Log(string id, int minutes, int? status = 429, string? provider = "openai", string? model = "gpt-4o") =>
        new() { Id = id, CreatedAt = s_now.AddMinutes(minutes), StatusCode = status, Provider = provider, Model = model };

    private static FailureReport Report(params GatewayLog[] logs)
    {
        var report = new FailureReport(s_now);
        Array.ForEach(logs, log => report.Add(log));
        return report;
    }

    [Test]
    public void Logs_are_grouped_by_status_provider_and_model_with_the_largest_group_first()
    {
        var report = Report(
            Log("a", -9, 500), Log("b", -8), Log("c", -7, provider: "azure"), Log("d", -6, model: null), Log("e", -5),
            Log("f", -4, status: null));

        Assert.That(
            report.Groups.Select(group => (group.Key.Status, group.Key.Provider, group.Key.Model, group.Calls)),
            Is.EqualTo(new (long?, string, string, long)[]
            {
                (429, "openai", "gpt-4o", 2), (null, "openai", "gpt-4o", 1), (429, "azure", "gpt-4o", 1), (429, "openai", "", 1), (500, "openai", "gpt-4o", 1),
            }));
        Assert.That((report.Total, report.GetShare(report.Groups[0])), Is.EqualTo((6L, 0.3333m)));
    }

    [Test]
    public void Logs_with_other_messages_are_other_groups()
    {
        var report = new FailureReport(s_now);
        report.Add(Log("a", -3), new FailureMessage("one", null));
        report.Add(Log("b", -2), new FailureMessage("two", null));
        report.Add(Log("c", -1), new FailureMessage("two", null));

        Assert.That(report.Groups.Select(group => (group.Message.ToString(), group.Calls, group.SampleId)),
            Is.EqualTo(new[] { ("two", 2L, "c"), ("one", 1L, "a") }));
    }

    [Test]
    public void A_group_has_the_times_of_its_first_and_its_last_log()
    {
        var group = Report(Log("a", -9), Log("b", -5), Log("c", -1)).Groups.Single();

        Assert.That((group.FirstSeen, group.LastSeen), Is.EqualTo(((DateTimeOffset?)s_now.AddMinutes(-9), (DateTimeOffset?)s_now.AddMinutes(-1))));
    }

    [TestCase("old2", "old1", "old2", "new1", "new2")]
    [TestCase("new1", "new1", "new2")]
    public void The_sample_is_the_newest_log_whose_response_is_stored_or_else_the_oldest(string expected, params string[] ids) => Assert.That(
        Report([.. ids.Select(id => Log(id, (id.StartsWith("old", StringComparison.Ordinal) ? -10 : 1) + (id[^1] - '0')))]).Groups.Single().SampleId,
        Is.EqualTo(expected));
}
