using GatewayLogs.Emulator;
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

    [Test]
    public async Task Out_writes_exactly_the_stored_bytes_to_a_new_file_of_the_owner()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [0xff, 0x00, 0x0d, 0x0a, 0x1b, 0x5b, 0x80];
        Emulator.AddLogs([new EmulatedLog { Id = "binary", CreatedAt = DateTimeOffset.UnixEpoch, Request = new EmulatedBody(bytes, "audio/mpeg") }]);

        var run = await RunAsync("request", "binary", "--out", folder.GetPath("body"));

        Assert.Multiple(() =>
        {
            Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "", "")));
            Assert.That(File.ReadAllBytes(folder.GetPath("body")), Is.EqualTo(bytes));
            Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(folder.GetPath("body")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }
        });
    }

    [Test]
    public async Task Out_does_not_overwrite_a_file_and_sends_no_request()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.GetPath("body"), "mine");
        var before = Emulator.Requests.Count;

        var run = await RunAsync("response", await NewestIdAsync(), "--out", folder.GetPath("body"));

        Assert.That((run.ExitCode, await File.ReadAllTextAsync(folder.GetPath("body"))), Is.EqualTo((1, "mine")));
        Assert.That(run.Error, Does.Contain("already exists and is not overwritten"));
        Assert.That(Emulator.Requests, Has.Count.EqualTo(before + 1), "only that of the test");
    }

    [Test]
    public async Task Out_creates_no_file_for_a_body_that_is_not_stored()
    {
        using var folder = new TemporaryFolder();
        Emulator.AddLogs([new EmulatedLog { Id = "none", CreatedAt = DateTimeOffset.UnixEpoch }]);

        var run = await RunAsync("response", "none", "--out", folder.GetPath("body"));

        Assert.That(run.ExitCode, Is.EqualTo(5), run.Error);
        Assert.That(run.Error, Does.Contain("the gateway did not store it or no longer has it, or the call had none."));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public async Task Out_with_a_hyphen_explains_how_to_write_to_standard_output()
    {
        var run = await RunAsync("response", "any", "--out", "-");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, "gwlogs: --out - would be standard output, which is not supported. "
            + "Without --out, the body is written there. For a file with the name -, use --out ./-\n")));
    }
}
