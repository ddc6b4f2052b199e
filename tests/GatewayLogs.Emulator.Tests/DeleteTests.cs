using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class DeleteTests
{
    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(
        null,
        Log("a") with { Cost = "9e-6", TokensIn = 3, TokensOut = 4, Duration = 2, Feedback = 1, Success = false, Cached = true, ModelType = "x", Model = "z" },
        Log("b", minutes: 1) with { Cost = "0.5", TokensIn = 1, TokensOut = 9, Duration = 8, Feedback = -1, Provider = "anthropic" },
        Log("c", minutes: 2) with { Cost = "0.00001", TokensIn = 2, TokensOut = 1, Duration = 5, Feedback = 0, Model = "a" });

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Without_parameters_everything_is_deleted_and_only_success_is_returned()
    {
        var response = await _gateway.DeleteAsync();

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Text, Is.EqualTo("""{"success":true,"result":{"success":true},"errors":[],"messages":[]}"""));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.Zero);
    }

    [TestCase("created_at", "a", "c")]
    [TestCase("provider", "b", "c")]
    [TestCase("model", "c", "a")]
    [TestCase("model_type", "b", "a")]
    [TestCase("success", "a", "c")]
    [TestCase("cached", "b", "a")]
    [TestCase("cost", "a", "b")]
    [TestCase("tokens_in", "b", "a")]
    [TestCase("tokens_out", "c", "b")]
    [TestCase("duration", "a", "b")]
    [TestCase("feedback", "b", "a")]
    public async Task Limit_applies_to_the_requested_order(string orderBy, string first, string last)
    {
        await _gateway.DeleteAsync($"?limit=1&order_by={orderBy}");
        Assert.That((await _gateway.GetAsync("/" + first)).Status, Is.EqualTo(404));

        await _gateway.DeleteAsync($"?limit=1&order_by={orderBy}&order_by_direction=desc");
        Assert.That((await _gateway.GetAsync("/" + last)).Status, Is.EqualTo(404));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Deletes_only_matching_logs()
    {
        await _gateway.DeleteAsync(Filter("id", "eq", "\"b\""));

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("c a"));
    }

    [Test]
    public async Task Filters_in_the_format_of_the_sdks_are_ignored_and_listed_in_a_header()
    {
        var response = await _gateway.DeleteAsync("?filters.key=id&filters.operator=eq&filters.value=b&provider=x");

        Assert.That(response.Headers["x-emulator-ignored"], Is.EqualTo("filters.key, filters.operator, filters.value, provider"));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.Zero);
    }

    [Test]
    public async Task Deletes_bodies_and_metadata_too()
    {
        _gateway.Emulator.AddLogs([Log("d") with { Metadata = """{"k":"v"}""", Request = EmulatedBody.FromText("{}") }]);
        await _gateway.DeleteAsync(Filter("id", "eq", "\"d\""));
        _gateway.Emulator.AddLogs([Log("d")]);

        Assert.That((await _gateway.GetAsync("/d/request")).Status, Is.EqualTo(404));
        Assert.That((await _gateway.GetAsync(Filter("metadata.value", "eq", "\"v\""))).Ids, Is.Empty);
    }
}
