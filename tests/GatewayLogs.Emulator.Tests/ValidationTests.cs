using System.Net.Http.Headers;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class ValidationTests
{
    private Gateway _gateway;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Rejects_per_page_51_with_code_7001()
    {
        var response = await _gateway.GetAsync("?per_page=51");

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(response.Text, Is.EqualTo("""
            {"success":false,"errors":[{"code":7001,"message":"Number must be less than or equal to 50","path":["query","per_page"]}],"messages":[],"result":{}}
            """));
    }

    [TestCase("per_page=0", "per_page")]
    [TestCase("per_page=", "per_page")]
    [TestCase("page=0", "page")]
    [TestCase("page=-1", "page")]
    [TestCase("page=1.5", "page")]
    [TestCase("page=one", "page")]
    [TestCase("page=1e999", "page")]
    [TestCase("page=99999999999999999999", "page")]
    [TestCase("page=1&page=2", "page")]
    [TestCase("order_by=cost", "order_by")]
    [TestCase("order_by_direction=up", "order_by_direction")]
    [TestCase("direction=DESC", "direction")]
    [TestCase("meta_info=yes", "meta_info")]
    [TestCase("start_date=yesterday", "start_date")]
    [TestCase("end_date=12:00", "end_date")]
    [TestCase("min_cost=cheap", "min_cost")]
    [TestCase("max_duration=NaN", "max_duration")]
    [TestCase("success=1", "success")]
    [TestCase("feedback=2", "feedback")]
    public async Task Rejects_an_invalid_list_parameter(string query, string parameter) => await AssertRejectedAsync(HttpMethod.Get, query, parameter);

    [TestCase("limit=0", "limit")]
    [TestCase("limit=10001", "limit")]
    [TestCase("order_by=id", "order_by")]
    [TestCase("order_by_direction=", "order_by_direction")]
    public async Task Rejects_an_invalid_deletion_parameter(string query, string parameter) => await AssertRejectedAsync(HttpMethod.Delete, query, parameter);

    [TestCase("", "filters")]
    [TestCase("[", "filters")]
    [TestCase("[1,]", "filters")]
    [TestCase("{}", "filters")]
    [TestCase("null", "filters")]
    [TestCase("[null]", "filters.0")]
    [TestCase("""[{"key":"model","operator":"eq","value":"gpt-4o"}]""", "filters.0.value")]
    [TestCase("""[{"key":"model","operator":"eq","value":{}}]""", "filters.0.value")]
    [TestCase("""[{"key":"model","operator":"eq"}]""", "filters.0.value")]
    [TestCase("""[{"key":"model","operator":"eq","value":["a",["b"]]}]""", "filters.0.value.1")]
    [TestCase("""[{"operator":"eq","value":[]}]""", "filters.0.key")]
    [TestCase("""[{"key":"metadata.run_id","operator":"eq","value":["x"]}]""", "filters.0.key")]
    [TestCase("""[{"key":1,"operator":"eq","value":["x"]}]""", "filters.0.key")]
    [TestCase("""[{"key":"id","operator":"eq","value":["x"]},{"key":"id","operator":"gte","value":["x"]}]""", "filters.1.operator")]
    [TestCase("""[{"key":"id","operator":"eq","value":["\ud800"]}]""", "filters")]
    public async Task Rejects_invalid_filters(string filters, string path)
    {
        await AssertRejectedAsync(HttpMethod.Get, Filters(filters)[1..], path);
        await AssertRejectedAsync(HttpMethod.Delete, Filters(filters)[1..], path);
    }

    [Test]
    public async Task Rejects_deeply_nested_filters() =>
        await AssertRejectedAsync(HttpMethod.Get, "filters=" + new string('[', 4_000) + new string(']', 4_000), "filters");

    [Test]
    public async Task Reports_all_errors_at_once() =>
        Assert.That((await _gateway.GetAsync("?page=0&per_page=51")).Errors, Is.EqualTo("7001 query.page; 7001 query.per_page"));

    [TestCase("""{"feedback":1.01}""", "body.feedback")]
    [TestCase("""{"feedback":-2}""", "body.feedback")]
    [TestCase("""{"feedback":"1"}""", "body.feedback")]
    [TestCase("""{"feedback":1e999}""", "body.feedback")]
    [TestCase("""{"score":100.5}""", "body.score")]
    [TestCase("""{"score":-0.5}""", "body.score")]
    [TestCase("""{"score":true}""", "body.score")]
    [TestCase("""{"metadata":"a"}""", "body.metadata")]
    [TestCase("""{"metadata":[]}""", "body.metadata")]
    [TestCase("""{"metadata":{"a":{}}}""", "body.metadata.a")]
    [TestCase("""{"metadata":{"a":{"b":null}}}""", "body.metadata.a")]
    [TestCase("""{"metadata":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}}""", "body.metadata")]
    [TestCase("""{"metadata":{"a":"\ud800"}}""", "body")]
    [TestCase("""{"metadata":{"\udc00":1}}""", "body")]
    [TestCase("""[]""", "body")]
    [TestCase("""{"feedback":1""", "body")]
    public async Task Rejects_an_invalid_patch(string body, string path)
    {
        var response = await _gateway.PatchAsync("a", body);

        Assert.That(response.Status, Is.EqualTo(400), response.Text);
        Assert.That(response.Errors, Is.EqualTo("7001 " + path));
        Assert.That((await _gateway.GetAsync("/a")).Raw("result", "feedback"), Is.EqualTo("null"));
    }

    [Test]
    public async Task Rejects_a_patch_with_invalid_utf8()
    {
        using var content = new ByteArrayContent([.. "{\"metadata\":{\"a\":\""u8, 0xFF, .. "\"}}"u8]);

        var response = await _gateway.SendAsync(HttpMethod.Patch, "/a", content);

        Assert.That((response.Status, response.Errors), Is.EqualTo((400, "7001 body")));
    }

    [Test]
    public async Task Rejects_a_patch_of_100_megabytes()
    {
        using var content = new ByteArrayContent(new byte[100 * 1024 * 1024]);

        var response = await _gateway.SendAsync(HttpMethod.Patch, "/a", content);

        Assert.That((response.Status, response.Errors), Is.EqualTo((413, "7001 body")));
    }

    [Test]
    public async Task Rejects_a_patch_of_100_megabytes_before_it_is_sent_with_expect_continue()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, _gateway.Logs + "/a");
        request.Content = new ByteArrayContent(new byte[100 * 1024 * 1024]);
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.Emulator.ApiToken);

        var response = await _gateway.SendAsync(request);

        Assert.That((response.Status, response.Errors), Is.EqualTo((413, "7001 body")));
    }

    private async Task AssertRejectedAsync(HttpMethod method, string query, string path)
    {
        var response = await _gateway.SendAsync(method, "?" + query);

        Assert.That(response.Status, Is.EqualTo(400), response.Text);
        Assert.That(response.Errors, Is.EqualTo("7001 query." + path));
    }
}
