using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class GetCommandTests : CommandTests
{
    [Test]
    public async Task Piped_output_is_one_json_object()
    {
        var id = await NewestIdAsync();

        var run = await RunAsync("get", id);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(((string?)JObject.Parse(run.Output)["id"], JObject.Parse(run.Output).ContainsKey("request_head")), Is.EqualTo((id, true)));
    }

    [Test]
    public async Task The_id_can_follow_json_whose_value_is_optional()
    {
        var id = await NewestIdAsync();

        var run = await RunAsync("get", "--json", id);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(((string?)JObject.Parse(run.Output)["id"], JObject.Parse(run.Output).ContainsKey("request_head")), Is.EqualTo((id, true)));
    }

    [Test]
    public async Task An_unknown_log_exits_with_5_and_reports_the_cf_ray()
    {
        var run = await RunAsync("get", "01J00000000000000000000000");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((5, "")));
        Assert.That(run.Error.TrimEnd('\n'), Does.Contain("404").And.Contain("7002").And.Contain("cf-ray").And.Not.Contain("\n"));
    }

    [TestCase("..")]
    [TestCase("a/b")]
    [TestCase("%2e%2e")]
    public async Task An_invalid_id_is_a_usage_error(string id)
    {
        var run = await RunAsync("get", id);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("No request was sent"));
    }
}
