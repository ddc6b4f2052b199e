using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class ListTests
{
    private static readonly string[] s_bounds = ["cost", "duration", "tokens_in", "tokens_out", "total_tokens"];

    // The bounds above in the test of meta_info.
    private static readonly (double Minimum, double Maximum)[] s_expected = [(7.5e-6, 0.25), (3, 9), (1, 10), (2, 20), (3, 30)];

    private Gateway _gateway;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 230 });

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Returns_the_20_newest_logs_by_default()
    {
        var response = await _gateway.GetAsync();

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json["result_info"]!.ToJsonString(), Is.EqualTo("""{"count":20,"page":1,"per_page":20,"total_count":230}"""));
        Assert.That(Times(response), Is.Ordered.Descending);
        Assert.That(Times(response)[0], Is.EqualTo("2026-11-01T00:00:00.000Z"));
    }

    [Test]
    public async Task Returns_a_success_envelope()
    {
        var response = await _gateway.GetAsync();

        Assert.That(
            string.Join(' ', response.Json.AsObject().Select(member => member.Key)), Is.EqualTo("success result result_info errors messages"));
        Assert.That((bool)response.Json["success"]!, Is.True);
    }

    [Test]
    public async Task The_last_page_is_short_and_later_pages_are_empty()
    {
        var last = await _gateway.GetAsync("?per_page=50&page=5");
        var beyond = await _gateway.GetAsync("?per_page=50&page=2147483647");

        Assert.That(last.Count, Is.EqualTo(30));
        Assert.That(beyond.Count, Is.Zero);
        Assert.That(beyond.TotalCount, Is.EqualTo(230));
    }

    [Test]
    public async Task Pages_neither_overlap_nor_skip_logs(
        [Values("created_at", "provider", "model", "model_type", "success", "cached")] string orderBy, [Values("asc", "desc")] string direction)
    {
        List<string> ids = [];
        for (var page = 1; page <= 12; page++)
        {
            ids.AddRange((await _gateway.GetAsync($"?page={page}&order_by={orderBy}&order_by_direction={direction}"))
                .Ids.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.That(ids, Has.Count.EqualTo(230));
        Assert.That(ids, Is.Unique);
    }

    [Test]
    public async Task Sorts_by_each_key([Values("created_at", "provider", "model", "model_type", "success", "cached")] string orderBy)
    {
        var rising = await _gateway.GetAsync($"?per_page=50&order_by={orderBy}");
        var falling = await _gateway.GetAsync($"?per_page=50&order_by={orderBy}&direction=desc");

        Assert.That(Values(rising, orderBy), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(Values(falling, orderBy), Is.Ordered.Descending.Using((IComparer<string>)StringComparer.Ordinal));
    }

    // Without the search, SQLite would use an index that contains the ids in order anyway.
    [TestCase("")]
    [TestCase("&search=v")]
    public async Task Logs_with_equal_created_at_are_sorted_by_id(string more)
    {
        EmulatedLog[] logs = [Log("c"), Log("a"), Log("b")];
        await using var tied = await Gateway.StartAsync(null, [.. logs.Select(log => log with { Metadata = """{"k":"v"}""" })]);

        Assert.That((await tied.GetAsync("?order_by=created_at&order_by_direction=asc" + more)).Ids, Is.EqualTo("a b c"));
        Assert.That((await tied.GetAsync("?order_by=created_at&order_by_direction=desc" + more)).Ids, Is.EqualTo("c b a"));
    }

    [Test]
    public async Task Returns_bounds_with_meta_info()
    {
        await using var two = await Gateway.StartAsync(
            null,
            Log("a") with { Cost = "7.5e-6", Duration = 3, TokensIn = 1, TokensOut = 2 },
            Log("b") with { Cost = "0.25", Duration = 9, TokensIn = 10, TokensOut = 20 });

        var info = (await two.GetAsync("?meta_info=true")).Json["result_info"]!;

        Assert.That(
            s_bounds.Select(name => ((double)info["min_" + name]!, (double)info["max_" + name]!)), Is.EqualTo(s_expected));
        Assert.That(info.AsObject().ContainsKey("total_pages"), Is.False);
    }

    [Test]
    public async Task Bounds_of_no_logs_are_null() =>
        Assert.That((await _gateway.GetAsync("?meta_info=true&provider=unused")).Raw("result_info", "max_cost"), Is.EqualTo("null"));

    [TestCase("?search=need", "b")]
    [TestCase("?search=42", "b")]
    [TestCase("?search=key", "")]
    public async Task Searches_the_values_of_metadata(string query, string expected)
    {
        await using var two = await Gateway.StartAsync(
            null, Log("a") with { Metadata = """{"key":"hay"}""" }, Log("b") with { Metadata = """{"key":"a needle","n":42}""" });

        Assert.That((await two.GetAsync(query)).Ids, Is.EqualTo(expected));
    }

    [TestCase("?filters.key=model&filters.operator=eq&filters.value=gpt-4o", "filters.key, filters.operator, filters.value")]
    [TestCase("?filters%5B0%5D%5Bkey%5D=model&limit=1", "filters[0][key], limit")]
    [TestCase("?Per_Page=1&start_time=x", "Per_Page, start_time")]
    [TestCase("?%C3%A9%0D%0A=1", "%C3%A9%0D%0A")]
    public async Task Lists_ignored_parameters_in_a_header(string query, string ignored)
    {
        var response = await _gateway.GetAsync(query);

        Assert.That(response.TotalCount, Is.EqualTo(230));
        Assert.That(response.Count, Is.EqualTo(20));
        Assert.That(response.Headers["x-emulator-ignored"], Is.EqualTo(ignored));
    }

    [Test]
    public async Task The_header_is_missing_when_no_parameter_is_ignored() =>
        Assert.That((await _gateway.GetAsync("?page=1&meta_info=false")).Headers.ContainsKey("x-emulator-ignored"), Is.False);

    private static string[] Times(EmulatorResponse response) => Values(response, "created_at");

    private static string[] Values(EmulatorResponse response, string field) =>
        [.. response.Result.AsArray().Select(row => row![field]!.ToString())];
}
