namespace GatewayLogs.Tests;

[Category("PatchGatewayLog")]
[NonParallelizable]
public class UpdateLogTests
{
    internal static Task PatchGatewayLogAsync(GatewayLogsClient client, CancellationToken token) =>
        client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Feedback = 1 }, token);

    private static IEnumerable<TestCaseData> Updates()
    {
        static TestCaseData Case(GatewayLogUpdate update, string body) => new TestCaseData(update, body).SetArgDisplayNames(body);

        yield return Case(new() { Feedback = 1, Score = null }, """{"feedback":1,"score":null}""");
        yield return Case(new() { Feedback = -1 }, """{"feedback":-1}""");
        yield return Case(new() { Feedback = 0.50m }, """{"feedback":0.5}""");
        yield return Case(new() { Score = 0 }, """{"score":0}""");
        yield return Case(new() { Score = 100.0m }, """{"score":100}""");
        yield return Case(new() { Metadata = null }, """{"metadata":null}""");
        yield return Case(new() { Metadata = new GatewayLogMetadata() }, """{"metadata":{}}""");
        yield return Case(
            new() { Feedback = null, Score = null, Metadata = new GatewayLogMetadata { ["team"] = "search", ["n"] = 3, ["ok"] = true, ["none"] = null } },
            """{"feedback":null,"score":null,"metadata":{"team":"search","n":3,"ok":true,"none":null}}""");
    }

    [TestCaseSource(nameof(Updates))]
    public async Task Only_the_fields_that_are_set_are_sent(GatewayLogUpdate update, string body)
    {
        using var test = TestClient.RespondingWith("PatchGatewayLog.200");

        await test.Client.UpdateLogAsync(Operations.Id, update);

        Assert.That((test.Request.Method, test.Request.Body), Is.EqualTo(("PATCH", body)));
    }

    private static TestClient RespondingWithMetadata(string metadata)
    {
        var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, $$"""{"success":true,"result":{"id":"{{Operations.Id}}","metadata":{{metadata}} } }""");
        return test;
    }

    [TestCase("{\"team\":\"search\"}")]
    [TestCase("\"{\\\"team\\\":\\\"search\\\"}\"")]
    public async Task Metadata_of_a_log_is_sent_as_entries(string metadata)
    {
        using var test = RespondingWithMetadata(metadata);
        var log = await test.Client.GetLogAsync(Operations.Id);

        await test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Metadata = log.Metadata });

        Assert.That(test.Requests[1].Body, Is.EqualTo("""{"metadata":{"team":"search"}}"""));
    }

    [TestCase("[1]")]
    [TestCase("5")]
    [TestCase("\"just words\"")]
    public async Task Metadata_without_entries_is_rejected_without_a_request(string metadata)
    {
        using var test = RespondingWithMetadata(metadata);
        var log = await test.Client.GetLogAsync(Operations.Id);

        var exception = await Failure.OfAsync<ArgumentException>(
            () => test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Metadata = log.Metadata }));

        Assert.That((exception.Message.Contains("accepts only entries", StringComparison.Ordinal), test.Requests.Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task An_update_of_another_log_is_an_inconsistent_response()
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, """{"success":true,"result":{"id":"01J4W6Z5QF3N8H2K7V9XBTCMRE"}}""");

        var exception = await Failure.OfAsync<GatewayLogsInconsistentResponseException>(
            () => test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Score = 1 }));

        Assert.That(exception.Message, Does.Contain("another log may have been updated"));
    }

    [Test]
    public async Task Serializer_settings_of_the_application_do_not_affect_requests()
    {
        using var test = TestClient.RespondingWith("PatchGatewayLog.200");
        Newtonsoft.Json.JsonConvert.DefaultSettings = () => new()
        {
            Formatting = Newtonsoft.Json.Formatting.Indented,
            ContractResolver = new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
        };
        try
        {
            await test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["Team"] = "a" } });
        }
        finally
        {
            Newtonsoft.Json.JsonConvert.DefaultSettings = null;
        }

        Assert.That(test.Request.Body, Is.EqualTo("""{"metadata":{"Team":"a"}}"""));
    }

    [Test]
    public async Task An_empty_result_returns_a_log_with_only_its_id()
    {
        using var test = TestClient.RespondingWith("PatchGatewayLog.200");

        var log = await test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Feedback = 1 });

        Assert.That((log.Id, log.Model, log.HttpResponse!.RayId), Is.EqualTo((Operations.Id, (string?)null, "8f2a6c1d9e4b7a30-AMS")));
    }

    [Test]
    public async Task A_detailed_result_is_read()
    {
        using var test = TestClient.RespondingWith("PatchGatewayLog.200.detail");

        var log = await test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Feedback = 1, Score = 87.5m });

        Assert.That((log.Feedback, log.Score, log.Model), Is.EqualTo((1m, 87.5m, "gpt-4o")));
    }

    [Test]
    public async Task A_result_keeps_all_digits()
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK,
            """{"result":{"cost":0.00000682967131584882700,"model":"é😀","tokens_in":"7","new":170141183460469231731687303715884105728}}""");

        var log = await test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Feedback = 1 });

        Assert.That((log.Cost, log.Model, log.TokensIn), Is.EqualTo((0.000006829671315848827m, "é😀", 7L)));
        Assert.That(log.AdditionalProperties["new"], Is.EqualTo(System.Numerics.BigInteger.Pow(2, 127)));
    }

    [TestCase("[]")]
    [TestCase("\"done\"")]
    [TestCase("null")]
    public async Task A_malformed_result_does_not_fail_a_successful_update(string result)
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, $$"""{"success":true,"result":{{result}}}""");

        var log = await test.Client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Feedback = 1 });

        Assert.That(log.Id, Is.EqualTo(Operations.Id));
    }

    [TestCase(2)]
    [TestCase(-1.01)]
    public void Feedback_out_of_range_is_rejected_with_the_range(decimal feedback) =>
        Assert.That(
            () => new GatewayLogUpdate { Feedback = feedback },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Feedback must be from -1 to 1"));

    [TestCase(101)]
    [TestCase(-0.5)]
    public void A_score_out_of_range_is_rejected_with_the_range(decimal score) =>
        Assert.That(
            () => new GatewayLogUpdate { Score = score },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Score must be from 0 to 100"));

    private static IEnumerable<TestCaseData> Unsendable()
    {
        yield return new TestCaseData(new GatewayLogUpdate(), "changes nothing").SetArgDisplayNames("nothing");
        yield return new TestCaseData(
            new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["a"] = 1, ["b"] = 2, ["c"] = 3, ["d"] = 4, ["e"] = 5, ["f"] = 6 } },
            "at most 5").SetArgDisplayNames("six entries");
        yield return new TestCaseData(
            new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["a"] = new Newtonsoft.Json.Linq.JObject() } },
            "an object or an array").SetArgDisplayNames("a nested object");
    }

    [TestCaseSource(nameof(Unsendable))]
    public async Task Metadata_that_the_service_would_drop_is_rejected_without_a_request(GatewayLogUpdate update, string reason)
    {
        using var test = new TestClient();

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.UpdateLogAsync(Operations.Id, update));

        Assert.That(exception.Message, Does.Contain(reason));
        Assert.That(test.Requests, Is.Empty);
    }
}
