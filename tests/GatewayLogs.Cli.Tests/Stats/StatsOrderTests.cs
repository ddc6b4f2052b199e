using GatewayLogs.Cli.Stats;

namespace GatewayLogs.Tests;

public class StatsOrderTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private static StatsReport Read(string by, string? sort, int? top = null)
    {
        var keys = GroupKey.ParseAll(by);
        var report = new StatsReport(keys, StatsOrder.Parse(sort, top, keys));
        report.Add(Log("a", day: 1, cost: 3, duration: 10));
        report.Add(Log("b", day: 0, cost: 1, duration: 30));
        report.Add(Log("b", day: 2, cost: 1, duration: 30));
        report.Add(Log("c", day: 0, cost: 5, duration: 20, step: 2));
        report.Add(Log(null, day: 1, cost: 4, duration: 5, step: 10));
        return report;
    }

    private static GatewayLog Log(string? model, int day, decimal cost, long duration, int step = 0) => new()
    {
        Model = model,
        CreatedAt = s_noon.AddDays(day),
        Cost = cost,
        Duration = duration,
        Step = step,
        TokensIn = duration,
        Success = model != "b",
    };

    private static string Names(StatsReport report) =>
        string.Join(' ', report.Groups.Select(group => string.Join('/', group.Values.Select(Group.Show))));

    [TestCase("model", null, ExpectedResult = "c null a b")]
    [TestCase("model", "cost:asc", ExpectedResult = "b a null c")]
    [TestCase("model", "calls", ExpectedResult = "b c null a")]
    [TestCase("model", "errors", ExpectedResult = "b c null a")]
    [TestCase("model", "tokens", ExpectedResult = "b c a null")]
    [TestCase("model", "p95", ExpectedResult = "b c a null")]
    [TestCase("model", "p95:desc", ExpectedResult = "b c a null")]
    [TestCase("model", "model", ExpectedResult = "null a b c")]
    [TestCase("model", "model:desc", ExpectedResult = "c b a null")]
    [TestCase("step", "step", ExpectedResult = "0 2 10")]
    [TestCase("day", null, ExpectedResult = "2026-10-01 2026-10-02 2026-10-03")]
    [TestCase("day", "cost", ExpectedResult = "2026-10-02 2026-10-01 2026-10-03")]
    [TestCase("hour", null, ExpectedResult = "2026-10-01T12Z 2026-10-02T12Z 2026-10-03T12Z")]
    [TestCase("day,model", null, ExpectedResult = "2026-10-01/c 2026-10-01/b 2026-10-02/null 2026-10-02/a 2026-10-03/b")]
    [TestCase("model,day", null, ExpectedResult = "null/2026-10-02 a/2026-10-02 b/2026-10-01 b/2026-10-03 c/2026-10-01")]
    public string Groups_are_ordered(string by, string? sort) => Names(Read(by, sort));

    [Test]
    public void The_groups_after_the_first_are_summed_up_in_one_that_comes_last()
    {
        var report = Read("model", sort: null, top: 2);

        Assert.That(Names(report), Is.EqualTo("c null others"));
        Assert.That(
            StatsLines.Get(report).Last(),
            Does.StartWith("""{"model":"others","calls":3,"errors":2,"cache_hits":0,"tokens_in":70,"tokens_out":0,"cost":5,"""));
    }

    [Test]
    public void A_sum_of_groups_equals_the_total()
    {
        var report = Read("model,day", sort: "calls", top: 1);

        var sum = new Tally();
        foreach (var group in report.Groups)
        {
            sum.Add(group.Tally);
        }

        Assert.That(
            StatsColumn.All.Select(column => column.Text(sum)),
            Is.EqualTo(StatsColumn.All.Select(column => column.Text(report.Total))));
    }

    [TestCase(4)]
    [TestCase(5)]
    public void Nothing_is_summed_up_if_there_are_no_more_groups(int top) =>
        Assert.That(Names(Read("model", "model", top)), Is.EqualTo("null a b c"));

    [TestCase("colour", 1, "'colour'")]
    [TestCase("provider", 1, "'provider'")]
    [TestCase("cost:up", 1, "'cost:up'")]
    [TestCase("cost", 0, "--top must be 1 or more")]
    public void An_unknown_order_is_refused(string sort, int top, string problem) =>
        Assert.That(
            () => StatsOrder.Parse(sort, top, GroupKey.ParseAll("model")),
            Throws.TypeOf<FormatException>().With.Message.Contains(problem));
}
