using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Unusual responses of openapi/examples that break strict clients.</summary>
[NonParallelizable]
public class UnusualResponseTests
{
    private static async Task<IReadOnlyList<GatewayLog>> ReadAsync(string example)
    {
        using var test = TestClient.RespondingWith(example);
        return (await test.Client.ListLogsAsync()).Logs;
    }

    private static async Task<GatewayLog> ReadRowAsync(string json)
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, $$"""{"success":true,"result":[{{json}}]}""");
        return (await test.Client.ListLogsAsync()).Logs.Single();
    }

    [TestCaseSource(typeof(Repository), nameof(Repository.GoodPages))]
    public async Task Every_example_of_a_page_round_trips_without_losing_a_field(string example)
    {
        var logs = await ReadAsync(example);

        var expected = JObject.Parse(Repository.Example(example))["result"]!.Children<JObject>().ToList();
        Assert.That(logs, Has.Count.EqualTo(expected.Count));
        for (var i = 0; i < logs.Count; i++)
        {
            Assert.That(logs[i].AdditionalProperties, Is.Empty.Or.ContainKey("trace"), "known fields are not additional properties, even if they are null");
            var written = JObject.Parse(JsonConvert.SerializeObject(logs[i]));
            var present = expected[i].Properties().Where(property => property.Value.Type != JTokenType.Null).Select(property => property.Name);
            Assert.That(written.Properties().Select(property => property.Name), Is.EquivalentTo(present));
        }
    }

    [Test]
    public async Task Metadata_as_an_object_has_its_entries()
    {
        var metadata = (await ReadAsync("ListGatewayLogs.200.metadata-object")).Single().Metadata!;

        Assert.That(((string?)metadata["team"], (int?)metadata["attempt"], (bool?)metadata["dry"], metadata.Text),
            Is.EqualTo(("search", 3, false, (string?)null)));
    }

    [Test]
    public async Task Metadata_as_a_JSON_string_has_its_entries_and_its_text()
    {
        var metadata = (await ReadAsync("ListGatewayLogs.200.metadata-string")).Single().Metadata!;

        Assert.That(((string?)metadata["team"], metadata.Text), Is.EqualTo(("search", """{"team":"search","attempt":3}""")));
    }

    [TestCase("\"just words\"", "just words")]
    [TestCase("\"\"", "")]
    [TestCase("\"[1]\"", "[1]")]
    [TestCase("[1]", null)]
    [TestCase("5", null)]
    public async Task Metadata_of_another_form_has_no_entries(string json, string? text)
    {
        var metadata = (await ReadRowAsync($$"""{"id":"a","metadata":{{json}}}""")).Metadata!;

        Assert.That((metadata.Count, metadata.Text), Is.EqualTo((0, text)));
    }

    [Test]
    public async Task Metadata_that_is_null_is_null() =>
        Assert.That((await ReadAsync("ListGatewayLogs.200.metadata-null")).Single().Metadata, Is.Null);

    [Test]
    public void Metadata_prints_without_its_entries() =>
        Assert.That(new GatewayLogMetadata { ["user"] = "jane@example.com" }.ToString(), Is.EqualTo("1 entry"));

    [Test]
    public async Task A_timestamp_without_a_zone_is_UTC_in_every_time_zone()
    {
        using var environment = new EnvironmentVariables { ["TZ"] = "Asia/Tokyo" };
        TimeZoneInfo.ClearCachedData();
        try
        {
            Assume.That(TimeZoneInfo.Local.BaseUtcOffset, Is.EqualTo(TimeSpan.FromHours(9)));

            var log = (await ReadAsync("ListGatewayLogs.200.updated-at-without-zone")).Single();

            Assert.That(log.UpdatedAt!.Value.UtcDateTime, Is.EqualTo(new DateTime(2026, 8, 5, 8, 1, 32, DateTimeKind.Utc)));
        }
        finally
        {
            environment.Dispose();
            TimeZoneInfo.ClearCachedData();
        }
    }

    [Test]
    public async Task A_cost_keeps_all_its_digits()
    {
        var logs = await ReadAsync("ListGatewayLogs.200.cost-exponent");

        Assert.That(logs.Select(log => log.Cost), Is.EqualTo([0.000007513m, 0.000006829671315848827m]));
    }

    [Test]
    public async Task A_number_with_more_digits_than_a_double_keeps_them()
    {
        var log = await ReadRowAsync("""{"id":"a","cost":0.1234567890123456789,"unknown":1234567890.123456789}""");

        Assert.That((log.Cost, log.AdditionalProperties["unknown"]), Is.EqualTo((0.1234567890123456789m, (object)1234567890.123456789m)));
    }

    [Test]
    public async Task Null_token_counts_are_null()
    {
        var log = (await ReadAsync("ListGatewayLogs.200.tokens-null")).Single();

        Assert.That((log.TokensIn, log.TokensOut), Is.EqualTo(((long?)null, (long?)null)));
    }

    [Test]
    public async Task Empty_strings_are_kept()
    {
        var log = (await ReadAsync("ListGatewayLogs.200.text-empty")).Single();

        Assert.That((log.ModelType, log.EventId, log.Request), Is.EqualTo(("", "", "")));
    }

    [Test]
    public async Task Unknown_fields_are_kept_with_their_names()
    {
        var log = (await ReadAsync("ListGatewayLogs.200.unknown-field")).Single();

        Assert.Multiple(() =>
        {
            Assert.That(log.AdditionalProperties["compression_ratio"], Is.EqualTo(0.75m));
            Assert.That((string?)((JObject)log.AdditionalProperties["trace"])["sampled_at"], Is.EqualTo("2026-08-05T08:01:32.561Z"));
        });
    }

    [Test]
    public async Task Ids_of_all_three_formats_are_read_unchanged() =>
        Assert.That(
            (await ReadAsync("ListGatewayLogs.200.ids")).Select(log => log.Id),
            Is.EqualTo([
                "01J4W6Z5QF3N8H2K7V9XBTCMRD",
                "0198f2c4-7d1a-7c3e-9b52-4f6a1d0e8b37",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ]));

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task Success_false_with_status_200_throws_with_the_errors(string operation)
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.success-false");

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));

        Assert.Multiple(() =>
        {
            Assert.That(exception.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.OK));
            Assert.That(exception.Errors.Single().Code, Is.EqualTo(7000));
            Assert.That(exception.Message, Does.Contain("7000").And.Contain("8f2a6c1d9e4b7a30-AMS"));
        });
    }

    [Test]
    public async Task A_row_without_fields_is_a_log()
    {
        var log = await ReadRowAsync("{}");

        Assert.That((log.Id, log.CreatedAt, log.Success), Is.EqualTo(("", (DateTimeOffset?)null, (bool?)null)));
    }

    [TestCase("[null]")]
    [TestCase("[{\"id\":\"a\",\"model\":\"gpt-4o\"},null]")]
    public async Task A_null_row_makes_a_page_unreadable(string result)
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, $$"""{"success":true,"result":{{result}}}""");

        await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());
        await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [Some.Filter] }));
        var exception = await Failure.OfAsync<GatewayLogsException>(async () => await test.Client.ListAllLogsAsync().ToListAsync());

        Assert.That(exception.Message, Does.Contain("contains a log that is null"));
    }

    [Test]
    public async Task Objects_and_lists_of_the_wrong_type_are_null()
    {
        using var test = new TestClient();
        test.Respond(
            System.Net.HttpStatusCode.OK,
            """{"success":true,"errors":{"a":[1]},"messages":"none","result_info":[{}],"result":[{"id":"a","timings":"fast","location":[5]}]}""");

        var page = await test.Client.ListLogsAsync();

        Assert.That(
            (page.Logs.Single().Id, page.Logs.Single().Timings, page.Logs.Single().Location, page.Info.TotalCount),
            Is.EqualTo(("a", (GatewayLogTimings?)null, (GatewayLogLocation?)null, (long?)null)));
    }

    [Test]
    public async Task Fields_of_another_type_are_converted_if_possible()
    {
        var log = await ReadRowAsync(
            """
            {"id":12,"created_at":"soon","tokens_in":"412","tokens_out":96.0,"duration":1.5,"cost":"7.5e-6","success":"true","cached":[1],
             "model":{"name":"gpt-4o"},"status_code":99999999999,"timings":{"total":"12.5"},"feedback":true}
            """);

        Assert.Multiple(() =>
        {
            Assert.That((log.Id, log.CreatedAt, log.TokensIn, log.TokensOut, log.Duration), Is.EqualTo(("12", (DateTimeOffset?)null, 412L, 96L, 2L)));
            Assert.That((log.Cost, log.Success, log.Cached), Is.EqualTo((0.0000075m, true, (bool?)null)));
            Assert.That((log.Model, log.StatusCode, log.Timings!.Total, log.Feedback), Is.EqualTo(((string?)null, (int?)null, 12.5, (decimal?)null)));
        });
    }
}
