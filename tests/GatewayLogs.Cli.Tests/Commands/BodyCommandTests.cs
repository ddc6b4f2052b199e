using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class BodyCommandTests : CommandTests
{
    [TestCase("request")]
    [TestCase("response")]
    public async Task A_body_is_unwrapped_from_its_envelope_unless_raw_is_set(string command)
    {
        var id = await NewestIdAsync();

        var raw = await RunAsync(command, id, "--raw");
        var body = await RunAsync(command, id);

        Assert.Multiple(() =>
        {
            Assert.That((raw.ExitCode, body.ExitCode), Is.EqualTo((0, 0)), raw.Error + body.Error);
            Assert.That(raw.Output, Does.Contain($"\"result\":{body.Output}"));
            Assert.That(JToken.Parse(body.Output), Is.InstanceOf<JObject>());
        });
    }
}
