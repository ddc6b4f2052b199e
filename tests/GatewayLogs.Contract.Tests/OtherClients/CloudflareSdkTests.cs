using GatewayLogs.Emulator;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Cloudflare's SDK for Node.js against the emulator, as an independent client.</summary>
public class CloudflareSdkTests
{
    private const string Folder = "tests/GatewayLogs.Contract.Tests/OtherClients";

    private readonly Dictionary<string, JObject> _found = [];

    private List<JObject> _logs;

    private JObject _detail;

    /// <summary>Runs the script once for all tests: it lists, reads, edits and finally deletes logs.</summary>
    [OneTimeSetUp]
    public async Task RunAsync()
    {
        if (!Directory.Exists(Repository.GetPath($"{Folder}/node_modules")))
        {
            Assert.Ignore($"The SDK needs Node.js: run `npm ci` in {Folder}.");
        }

        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 1000 });
        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {emulator.ApiToken}" } } };
        var address = $"{emulator.BaseAddress}accounts/{emulator.AccountId}/ai-gateway/gateways/{emulator.GatewayId}/logs";
        _logs = [.. (await Task.WhenAll(Enumerable.Range(1, 20).Select(page => GetAsync(client, $"{address}?per_page=50&page={page}"))))
            .SelectMany(page => page["result"]!.Cast<JObject>())];
        _detail = (JObject)(await GetAsync(client, $"{address}/{Id(_logs.First(IsJsonOfAnotherModel))}"))["result"]!;

        var run = await ToolRun.StartAsync(
            "node",
            Repository.GetPath(Folder),
            ["cloudflare-sdk.mjs", emulator.AccountId, emulator.GatewayId, Id(_detail)],
            new Dictionary<string, string?>
            {
                ["CLOUDFLARE_BASE_URL"] = emulator.BaseAddress.AbsoluteUri,
                ["CLOUDFLARE_API_TOKEN"] = emulator.ApiToken,
                ["CLOUDFLARE_API_KEY"] = null,
                ["CLOUDFLARE_EMAIL"] = null,
            });
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        foreach (var line in run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse))
        {
            _found.Add((string)line["name"]!, line);
        }
    }

    [Test]
    public void Automatic_paging_returns_all_thousand_logs_once_and_in_order() =>
        Assert.That(Ids(Found("list")), Is.EqualTo(_logs.Select(Id)));

    [Test]
    public void Pages_report_their_number_and_the_total_count_and_the_last_is_empty()
    {
        var pages = Found("pages")["pages"]!;

        Assert.That(
            pages.Select(info => ((int?)info["page"], (int?)info["per_page"], (int?)info["count"], (int?)info["total_count"])),
            Is.EqualTo(Enumerable.Range(1, 21).Select(page => ((int?)page, (int?)50, (int?)(page > 20 ? 0 : 50), (int?)1000))));
        Assert.That(pages.Select(info => info["total_pages"]), Is.All.Null);
    }

    [Test]
    public void The_SDK_gets_a_log() => Assert.That(JToken.DeepEquals(Found("get")["log"], _detail), Is.True, $"{Found("get")}");

    [TestCase("request")]
    [TestCase("response")]
    public void The_SDK_gets_a_stored_body_in_its_envelope(string side)
    {
        var body = Found(side)["body"]!;

        Assert.That(((bool)body["success"]!, (bool)_detail[$"{side}_head_complete"]!), Is.EqualTo((true, true)));
        Assert.That(JToken.DeepEquals(WithoutSeed(body["result"]!), WithoutSeed(JToken.Parse((string)_detail[$"{side}_head"]!))), Is.True, $"{body}");
    }

    [Test]
    public void The_SDK_edits_feedback_score_and_metadata()
    {
        foreach (var log in new[] { Found("edit")["edited"]!, Found("edit")["log"]! })
        {
            Assert.That(((string?)log["id"], (int?)log["feedback"], (int?)log["score"]), Is.EqualTo((Id(_detail), -1, 55)));
            Assert.That(log["metadata"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"team":"søk","tries":2,"beta":true}"""));
        }
    }

    [Test]
    public void The_SDK_reports_an_unknown_log_as_not_found()
    {
        var found = Found("unknown log");

        Assert.That(((string?)found["kind"], (int?)found["status"], (int?)found["codes"]!.Single()), Is.EqualTo(("NotFoundError", 404, 7002)));
    }

    [Test]
    public void Filters_cast_to_a_JSON_string_are_applied_to_a_list()
    {
        var found = Found("list, filters as JSON");

        Assert.That(found["models"]!.Values<string>(), Is.Not.Empty.And.All.EqualTo("gpt-4o"));
        Assert.That((int?)found["total"], Is.EqualTo(_logs.Count(IsOfTheModel)));
        Assert.That((string?)found["ignored"], Is.Null);
    }

    [Test]
    public void Filters_in_the_form_of_the_SDK_are_ignored_by_a_list_and_named_in_a_header()
    {
        var found = Found("list, filters of the SDK");

        Assert.That(((int?)found["total"], (string?)found["ignored"]), Is.EqualTo((1000, "filters.key, filters.operator, filters.value")));
        Assert.That(Ids(found), Is.EqualTo(_logs.Take(50).Select(Id)));
    }

    [Test]
    public void Filters_cast_to_a_JSON_string_delete_exactly_the_matching_logs()
    {
        var found = Found("delete, filters as JSON");

        Assert.That((bool)found["answer"]!["success"]!, Is.True);
        Assert.That(Ids(found), Is.EqualTo(_logs.Where(log => !IsOfTheModel(log)).Select(Id)));
    }

    [Test]
    public void Filters_in_the_form_of_the_SDK_delete_logs_that_do_not_match()
    {
        var before = Ids(Found("delete, filters as JSON"));
        var found = Found("delete, filters of the SDK");

        Assert.That((bool)found["answer"]!["success"]!, Is.True);
        Assert.That((string?)found["ignored"], Is.EqualTo("filters.key, filters.operator, filters.value"));
        Assert.That(Ids(found), Is.EqualTo(before.SkipLast(3)).And.Contain(Id(_detail)),
            "The three oldest logs are deleted instead of the one that the filter matches.");
    }

    [Test]
    public void The_SDK_returns_an_empty_result_for_a_failure_with_status_200() =>
        Assert.That(Found("get, refused with 200")["log"]!.Type, Is.EqualTo(JTokenType.Null));

    [Test]
    public void The_SDK_executes_a_deletion_three_times_when_responses_are_lost()
    {
        var before = Ids(Found("delete, filters of the SDK"));
        var found = Found("delete, the answers lost");

        Assert.That((string?)found["kind"], Is.EqualTo("APIConnectionError"));
        Assert.That(Ids(found), Is.EqualTo(before.SkipLast(3)), "One deletion was requested.");
    }

    private JObject Found(string name)
    {
        Assert.That(_found[name].Value<string>("failed"), Is.Null);
        return _found[name];
    }

    private static bool IsOfTheModel(JObject log) => (string?)log["model"] == "gpt-4o";

    private static bool IsJsonOfAnotherModel(JObject log) =>
        !IsOfTheModel(log) && (string?)log["request_content_type"] == "application/json" && (string?)log["response_content_type"] == "application/json";

    private static string Id(JObject log) => (string)log["id"]!;

    private static List<string?> Ids(JObject found) => [.. found["ids"]!.Values<string>()];

    /// <summary>JavaScript rounds integers of more than 53 bits, such as the seed of a request.</summary>
    private static JToken WithoutSeed(JToken body)
    {
        body["seed"]?.Parent!.Remove();
        return body;
    }

    private static async Task<JObject> GetAsync(HttpClient client, string address) => Parse(await client.GetStringAsync(new Uri(address)));

    private static JObject Parse(string json)
    {
        using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(json)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
        return JObject.Load(reader);
    }
}
