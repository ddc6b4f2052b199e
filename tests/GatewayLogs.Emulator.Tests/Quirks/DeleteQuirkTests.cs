using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Quirks;

/// <summary>Tests deletions that remove other rows than requested, or report the result differently.</summary>
public sealed class DeleteQuirkTests
{
    private const string LateClaude = """
        [{"key":"model","operator":"eq","value":["claude"]},{"key":"created_at","operator":"gt","value":["2026-08-05T12:01:30.000Z"]}]
        """;

    private const string LateClaudeTimeFirst = """
        [{"key":"created_at","operator":"gt","value":["2026-08-05T12:01:30.000Z"]},{"key":"model","operator":"eq","value":["claude"]}]
        """;

    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(
        new GatewayLogsEmulatorOptions { TimeProvider = new StoppedClock() },
        Log("a") with { Model = "claude" },
        Log("b", minutes: 1) with { Model = "gpt" },
        Log("c", minutes: 2) with { Model = "claude" },
        Log("d", minutes: 3) with { Model = "gpt" });

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    private static IEnumerable<TestCaseData> Ignoring()
    {
        yield return new TestCaseData(new EmulatorQuirks(), LateClaude, "d b a").SetArgDisplayNames("no quirk");
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresFilters = true }, LateClaude, "").SetArgDisplayNames("all filters");
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresLastFilter = true }, LateClaude, "d b")
            .SetArgDisplayNames("the last filter, on created_at");
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresLastFilter = true }, LateClaudeTimeFirst, "b a")
            .SetArgDisplayNames("the last filter, on the model");
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresCreatedAt = true }, LateClaudeTimeFirst, "d b")
            .SetArgDisplayNames("created_at");
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresCreatedAt = true, DeleteIgnoresLastFilter = true }, LateClaude, "d b")
            .SetArgDisplayNames("created_at and the last filter, which is the same");
    }

    [TestCaseSource(nameof(Ignoring))]
    public async Task A_deletion_ignores_filters_that_a_list_applies(EmulatorQuirks quirks, string filters, string remaining)
    {
        _gateway.Emulator.Quirks = quirks;

        var listed = (await _gateway.GetAsync(Filters(filters))).Ids;
        await _gateway.DeleteAsync(Filters(filters));

        Assert.That((listed, (await _gateway.GetAsync()).Ids), Is.EqualTo(("c", remaining)));
    }

    [Test]
    public async Task A_deletion_that_ignores_its_only_filter_applies_its_limit_and_order()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { DeleteIgnoresLastFilter = true };

        await _gateway.DeleteAsync(Filter("id", "eq", "\"a\"") + "&limit=1&order_by=created_at&order_by_direction=desc");

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("c b a"));
    }

    [Test]
    public async Task A_deletion_that_ignores_a_filter_still_rejects_an_invalid_one()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { DeleteIgnoresLastFilter = true, DeleteIgnoresCreatedAt = true };

        var response = await _gateway.DeleteAsync(Filters("""[{"key":"created_at","operator":"eq"}]"""));

        Assert.That((response.Status, response.Errors), Is.EqualTo((400, "7001 query.filters.0.value")));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.EqualTo(4));
    }

    [TestCase(202, "0")]
    [TestCase(204, null)]
    public async Task A_deletion_can_return_202_or_204_with_an_empty_body(int status, string? length)
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { DeleteStatus = status };

        var response = await ClientConnection.ExchangeAsync(_gateway, "DELETE", Filter("id", "eq", "\"a\""), "Connection: close");

        Assert.That((response.Status, response.Body, response.End), Is.EqualTo((status, "", ConnectionEnd.Closed)));
        Assert.That(response.Header("Content-Length"), Is.EqualTo(length));
        Assert.That(response.Header("Content-Type") ?? response.Header("Transfer-Encoding"), Is.Null);
        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("d c b"));
        Assert.That(_gateway.Emulator.RequestCounts["DeleteGatewayLogs"].Executed, Is.EqualTo(1));
    }

    [Test]
    public async Task A_deletion_reports_how_many_rows_still_match()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { DeleteReportsTotalCount = true };

        string[] reports =
        [
            (await _gateway.DeleteAsync("?limit=1")).Text,
            (await _gateway.DeleteAsync(Filter("model", "eq", "\"gpt\""))).Text,
        ];

        Assert.That(reports, Is.EqualTo(new[] { Report(3), Report(0) }));
        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("c"));
    }

    [TestCase(0, "d c b a", 4)]
    [TestCase(1, "d c b", 3)]
    [TestCase(3, "d", 1)]
    public async Task A_deletion_removes_at_most_the_number_of_rows_of_the_quirk(int most, string remaining, int reported)
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { DeleteAtMost = most, DeleteReportsTotalCount = true };

        var response = await _gateway.DeleteAsync("?limit=100");

        Assert.That((response.Text, (await _gateway.GetAsync()).Ids), Is.EqualTo((Report(reported), remaining)));
    }

    [Test]
    public async Task A_limit_below_that_of_the_quirk_still_applies()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { DeleteAtMost = 3 };

        await _gateway.DeleteAsync("?limit=2");

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("d c"));
    }

    [Test]
    public async Task An_asynchronous_deletion_still_counts_the_rows_that_are_not_removed_yet()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { AsynchronousDelete = TimeSpan.FromSeconds(2), DeleteReportsTotalCount = true };

        var first = (await _gateway.DeleteAsync(Filter("model", "eq", "\"gpt\""))).Text;
        _gateway.Emulator.AdvanceClock(TimeSpan.FromSeconds(4));
        var second = (await _gateway.DeleteAsync(Filter("model", "eq", "\"gpt\""))).Text;

        Assert.That((first, second), Is.EqualTo((Report(2), Report(0))));
    }

    private static string Report(int totalCount) =>
        $$"""{"success":true,"result_info":{"total_count":{{totalCount}}},"errors":[],"messages":[]}""";
}
