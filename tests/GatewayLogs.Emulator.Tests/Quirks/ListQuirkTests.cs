using System.Globalization;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Quirks;

/// <summary>Tests lists whose counts, pages and comparisons deviate from the documentation.</summary>
public sealed class ListQuirkTests
{
    private Gateway _gateway;

    private EmulatorQuirks Quirks
    {
        set => _gateway.Emulator.Quirks = value;
    }

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(
        null, [.. Enumerable.Range(0, 30).Select(number => Log($"{number:00}", number))]);

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase(TotalCountBehavior.Exact, 30)]
    [TestCase(TotalCountBehavior.OneTooSmall, 29)]
    [TestCase(TotalCountBehavior.OneTooLarge, 31)]
    [TestCase(TotalCountBehavior.CountsPage, 10)]
    public async Task A_list_reports_the_count_of_the_quirk(TotalCountBehavior behavior, int expected)
    {
        Quirks = new EmulatorQuirks { TotalCount = behavior };

        var response = await _gateway.GetAsync("?per_page=20&page=2");

        Assert.That((response.Count, response.TotalCount), Is.EqualTo((10, (long)expected)));
    }

    [Test]
    public async Task A_count_is_never_negative()
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
    public async Task Random_counts_range_from_zero_to_twice_the_exact_count()
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
    public async Task The_cap_limits_the_rows_of_a_page(string query, int count, int perPage)
    {
        Quirks = new EmulatorQuirks { PerPageCap = 20 };

        var response = await _gateway.GetAsync(query);

        Assert.That(
            (response.Status, response.Count, response.TotalCount, response.Raw("result_info", "per_page")), Is.EqualTo((200, count, 30L, $"{perPage}")));
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
    public async Task Times_are_compared_in_whole_seconds_or_with_inclusive_bounds(
        string operation, string time, bool inSeconds, bool inclusive, string expected)
    {
        await _gateway.DeleteAsync();
        _gateway.Emulator.AddLogs(new[] { 0.0, 0.999, 1.0, 1.5, 2.0 }.Select(seconds =>
            Log(seconds.ToString("0.000", CultureInfo.InvariantCulture)) with { CreatedAt = Noon.AddSeconds(seconds) }));
        Quirks = new EmulatorQuirks { CreatedAtInSeconds = inSeconds, InclusiveBounds = inclusive };

        var value = operation == "contains" ? $"\"{time}\"" : $"\"2026-08-05T{time}Z\"";
        var response = await _gateway.GetAsync(Filter("created_at", operation, value) + "&order_by=created_at");

        Assert.That((response.Ids, response.TotalCount), Is.EqualTo((expected, expected.Length == 0 ? 0L : expected.Split(' ').Length)));
    }

    [Test]
    public async Task Deletions_apply_the_same_comparison_as_lists()
    {
        Quirks = new EmulatorQuirks { InclusiveBounds = true };

        await _gateway.DeleteAsync(Filter("created_at", "gt", "\"2026-08-05T12:01:00.000Z\""));

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("00"));
    }

    [Test]
    public async Task Numbers_and_texts_are_compared_with_inclusive_bounds()
    {
        _gateway.Emulator.AddLogs([Log("x", 60) with { Duration = 12_345 }, Log("y", 61) with { Duration = 12_346 }]);
        Quirks = new EmulatorQuirks { InclusiveBounds = true };

        Assert.That((await _gateway.GetAsync(Filter("duration", "gt", "12346"))).Ids, Is.EqualTo("y"));
        Assert.That((await _gateway.GetAsync(Filter("id", "lt", "\"01\""))).Ids, Is.EqualTo("01 00"));
    }
}
