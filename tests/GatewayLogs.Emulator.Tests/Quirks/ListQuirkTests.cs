using System.Globalization;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Quirks;

/// <summary>Lists with other counts, pages and comparisons than documented.</summary>
public sealed class ListQuirkTests
{
    private Gateway _gateway;

    private EmulatorQuirks Quirks
    {
        set => _gateway.Emulator.Quirks = value;
    }

    [SetUp]
    public async Task Start() => _gateway = await Gateway.StartAsync(
        null, [.. Enumerable.Range(0, 30).Select(number => Log($"{number:00}", number))]);

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [TestCase(TotalCountBehavior.Exact, 30)]
    [TestCase(TotalCountBehavior.OneTooSmall, 29)]
    [TestCase(TotalCountBehavior.OneTooLarge, 31)]
    [TestCase(TotalCountBehavior.CountsPage, 10)]
    public async Task A_list_reports_another_count(TotalCountBehavior behavior, int expected)
    {
        Quirks = new EmulatorQuirks { TotalCount = behavior };

        Answered answer = await _gateway.GetAsync("?per_page=20&page=2");

        Assert.That((answer.Count, answer.TotalCount), Is.EqualTo((10, (long)expected)));
    }

    [Test]
    public async Task A_count_that_is_too_small_is_not_negative()
    {
        Quirks = new EmulatorQuirks { TotalCount = TotalCountBehavior.OneTooSmall };

        Assert.That((await _gateway.GetAsync(Filter("id", "eq", "\"none\""))).TotalCount, Is.Zero);
    }

    [Test]
    public async Task A_list_reports_no_count()
    {
        Quirks = new EmulatorQuirks { TotalCount = TotalCountBehavior.Missing };

        Assert.That((await _gateway.GetAsync("?per_page=20")).Raw("result_info"), Is.EqualTo("""{"count":20,"page":1,"per_page":20}"""));
    }

    [Test]
    public async Task A_list_reports_random_counts_between_none_and_twice_as_many()
    {
        Quirks = new EmulatorQuirks { TotalCount = TotalCountBehavior.Random };

        List<long> counts = [];
        for (var request = 0; request < 100; request++)
        {
            counts.Add((await _gateway.GetAsync("?per_page=1")).TotalCount);
        }

        Assert.That(counts, Is.All.InRange(0, 61));
        Assert.That(counts.Distinct().Count(), Is.GreaterThan(25));
        Assert.That((counts.Exists(count => count < 30), counts.Exists(count => count > 30)), Is.EqualTo((true, true)));
    }

    [TestCase(20, TotalCountBehavior.Exact, 20)]
    [TestCase(30, TotalCountBehavior.Exact, 30)]
    [TestCase(100, TotalCountBehavior.OneTooLarge, 31)]
    [TestCase(0, TotalCountBehavior.Exact, 0)]
    public async Task A_count_is_capped(int cap, TotalCountBehavior behavior, int expected)
    {
        Quirks = new EmulatorQuirks { TotalCountCap = cap, TotalCount = behavior };

        Assert.That((await _gateway.GetAsync("?per_page=1")).TotalCount, Is.EqualTo(expected));
    }

    [TestCase("?per_page=50", 20, 20)]
    [TestCase("?per_page=50&page=2", 10, 20)]
    [TestCase("?per_page=7", 7, 7)]
    [TestCase("", 20, 20)]
    public async Task A_page_has_no_more_rows_than_the_cap(string query, int count, int perPage)
    {
        Quirks = new EmulatorQuirks { PerPageCap = 20 };

        Answered answer = await _gateway.GetAsync(query);

        Assert.That(
            (answer.Status, answer.Count, answer.TotalCount, answer.Raw("result_info", "per_page")), Is.EqualTo((200, count, 30L, $"{perPage}")));
        Assert.That((await _gateway.GetAsync("?per_page=51")).Status, Is.EqualTo(400));
    }

    [TestCase("lt", "12:00:01.999", false, false, "0.000 0.999 1.000 1.500")]
    [TestCase("lt", "12:00:01.999", true, false, "0.000 0.999")]
    [TestCase("lt", "12:00:01.999", true, true, "0.000 0.999 1.000 1.500")]
    [TestCase("lt", "12:00:01.000", false, true, "0.000 0.999 1.000")]
    [TestCase("gt", "12:00:00.999", false, false, "1.000 1.500 2.000")]
    [TestCase("gt", "12:00:00.999", false, true, "0.999 1.000 1.500 2.000")]
    [TestCase("gt", "12:00:01.000", true, false, "2.000")]
    [TestCase("gt", "12:00:01.999", true, true, "1.000 1.500 2.000")]
    [TestCase("eq", "12:00:01.250", true, false, "1.000 1.500")]
    [TestCase("eq", "12:00:01.250", false, true, "")]
    [TestCase("neq", "12:00:01.250", true, false, "0.000 0.999 2.000")]
    [TestCase("contains", "12:00:01.5", true, true, "1.500")]
    public async Task A_time_is_compared_in_whole_seconds_or_with_its_bound_included(
        string operation, string time, bool inSeconds, bool inclusive, string expected)
    {
        await _gateway.DeleteAsync();
        _gateway.Emulator.AddLogs(new[] { 0.0, 0.999, 1.0, 1.5, 2.0 }.Select(seconds =>
            Log(seconds.ToString("0.000", CultureInfo.InvariantCulture)) with { CreatedAt = Noon.AddSeconds(seconds) }));
        Quirks = new EmulatorQuirks { CreatedAtInSeconds = inSeconds, InclusiveBounds = inclusive };

        var value = operation == "contains" ? $"\"{time}\"" : $"\"2026-08-05T{time}Z\"";
        Answered answer = await _gateway.GetAsync(Filter("created_at", operation, value) + "&order_by=created_at");

        Assert.That((answer.Ids, answer.TotalCount), Is.EqualTo((expected, expected.Length == 0 ? 0L : expected.Split(' ').Length)));
    }

    [Test]
    public async Task Deletions_compare_as_lists_do()
    {
        Quirks = new EmulatorQuirks { InclusiveBounds = true };

        await _gateway.DeleteAsync(Filter("created_at", "gt", "\"2026-08-05T12:01:00.000Z\""));

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("00"));
    }

    [Test]
    public async Task Numbers_and_text_are_compared_with_their_bound_included()
    {
        _gateway.Emulator.AddLogs([Log("x", 60) with { Duration = 12_345 }, Log("y", 61) with { Duration = 12_346 }]);
        Quirks = new EmulatorQuirks { InclusiveBounds = true };

        Assert.That((await _gateway.GetAsync(Filter("duration", "gt", "12346"))).Ids, Is.EqualTo("y"));
        Assert.That((await _gateway.GetAsync(Filter("id", "lt", "\"01\""))).Ids, Is.EqualTo("01 00"));
    }
}
