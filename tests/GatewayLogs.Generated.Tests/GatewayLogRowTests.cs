using System.Text;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

[Category("ListGatewayLogs")]
public class GatewayLogRowTests
{
    private static readonly GatewayLogQuery s_query = new() { KeepsBytes = true };

    [TestCaseSource(typeof(Repository), nameof(Repository.GoodPages))]
    public async Task A_row_has_its_bytes_and_what_a_walk_needs_and_the_rest_when_it_is_asked(string example)
    {
        using TestClient test = TestClient.AnsweringWith(example), bare = TestClient.AnsweringWith(example);
        var whole = (await test.Client.ListLogsAsync()).Logs;

        var rows = (await bare.Client.ListLogsAsync(s_query)).Logs;

        Assert.That(rows.Select(row => (row.Id, row.CreatedAt, row.UpdatedAt)), Is.EqualTo(whole.Select(log => (log.Id, log.CreatedAt, log.UpdatedAt))));
        Assert.That(rows.Select(row => (row.Model, row.Cost, row.Metadata?.Count)), Is.All.EqualTo(default((string?, decimal?, int?))));
        foreach (var (row, log) in rows.Cast<GatewayLogRow>().Zip(whole))
        {
            Assert.That(JObject.Parse(Encoding.UTF8.GetString(row.Bytes.Span)).Value<string>("id"), Is.EqualTo(log.Id));
            Assert.That(JsonConvert.SerializeObject(row), Is.EqualTo(JsonConvert.SerializeObject(log)));
        }
    }

    [Test]
    public void Names_are_found_in_whatever_case_and_order()
    {
        Assert.That(WireJson.TryRead<ListGatewayLogsEnvelope>(
            Encoding.UTF8.GetBytes("""{"result":[{"Model":"m","CREATED_AT":"2026-01-02T03:04:05Z","cost":{"a":[1]},"ID":"a","iD_":"b"}]}"""), keepsBytes: true, out var page, out _));

        var row = page!.Result!.Single();
        Assert.That((row.Id, row.CreatedAt), Is.EqualTo(("a", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))));
        Assert.That(row.AdditionalProperties, Is.Empty);
    }

    [Test]
    public async Task A_row_that_contradicts_a_filter_is_noticed_though_its_fields_were_passed_over()
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200");

        await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => test.Client.ListLogsAsync(s_query with { Filters = [LogFilter.Model.EqualTo("another")] }));
    }
}
