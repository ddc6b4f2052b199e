using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

[Category("ListGatewayLogs")]
public class RawJsonTests
{
    private static readonly GatewayLogQuery s_query = new() { IncludeRawJson = true };

    [TestCaseSource(typeof(Repository), nameof(Repository.GoodPages))]
    public async Task A_log_keeps_its_JSON_byte_for_byte_and_has_all_its_fields(string example)
    {
        using TestClient test = TestClient.RespondingWith(example), bare = TestClient.RespondingWith(example);
        var expected = (await bare.Client.ListLogsAsync()).Logs;

        var logs = (await test.Client.ListLogsAsync(s_query)).Logs;

        Assert.That(logs.Select(JsonConvert.SerializeObject), Is.EqualTo(expected.Select(JsonConvert.SerializeObject)));
        foreach (var log in logs)
        {
            var raw = Encoding.UTF8.GetString(log.RawJson.Span);
            Assert.That(Repository.Example(example), Does.Contain(raw));
            Assert.That(JObject.Parse(raw).Value<string>("id"), Is.EqualTo(log.Id));
        }
    }

    [Test]
    public async Task Without_the_option_no_JSON_is_kept()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        Assert.That((await test.Client.ListLogsAsync()).Logs.Select(log => log.RawJson.Length), Is.All.Zero);
    }

    [Test]
    public async Task Raw_JSON_keeps_nulls_unknown_members_and_digits()
    {
        const string Log = """{"id":"a", "new" : null,"cost":1.10e0,"other":{"b":[1, 2]},"id2":"é"}""";
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, $$"""{"result":[{{Log}},{"id":"b"}],"success":true}""");

        var logs = (await test.Client.ListLogsAsync(s_query)).Logs;

        Assert.That(logs.Select(log => Encoding.UTF8.GetString(log.RawJson.Span)), Is.EqualTo([Log, """{"id":"b"}"""]));
    }

    [Test]
    public async Task Enumerated_logs_keep_their_raw_JSON()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        var logs = await test.Client.ListAllLogsAsync(s_query, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }).Take(1).ToListAsync();

        Assert.That(logs.Single().RawJson.Length, Is.Positive);
    }

    [Test]
    public void A_log_created_by_a_test_can_have_raw_JSON()
    {
        var log = new GatewayLog { RawJson = "{}"u8.ToArray() };

        Assert.That(JsonConvert.SerializeObject(log), Does.Not.Contain("RawJson"));
    }
}
