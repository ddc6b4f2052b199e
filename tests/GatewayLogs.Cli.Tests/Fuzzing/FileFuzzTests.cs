using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Updating;
using Newtonsoft.Json;

namespace GatewayLogs.Tests.Fuzzing;

/// <summary>
/// Files written by users or left by interrupted runs are read, or refused with a documented exception that contains none of their values.
/// </summary>
public class FileFuzzTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public Task Profiles() => Fuzz.BytesAsync(
        new(
            [
                "[default]\naccount = \"a\"\ngateway = \"g\"\napi-token = \"t\"\nbase-url = \"http://127.0.0.1:1/\"\n\n"
                + "[other]\nemail = \"me@example.com\"\napi-key = 'k'\n",
                "default = { account = \"a\", email = \"b\" }\n[[many]]\naccount = \"\"\"\na\\\n  b\"\"\"\n",
            ],
            "[", "]", "=", "\"", "'", "\"\"\"", "#", ".", "\n", "\r", "default", "account", "api", "1e400", "0x", "nan", "1979-05-27",
            "07:32:00", "\"\\uD800\"", "\"\\U00110000\"", "{", "}", ",", "\0"),
        bytes => _ = Profile.Parse(Encoding.UTF8.GetString(bytes), null)?["account"],
        typeof(FormatException));

    [Test]
    public async Task Checkpoints_and_their_file_marks()
    {
        using var state = StateFolder.Open(_folder.Path, "logs", isTaken: false);
        var checkpoint = new Checkpoint
        {
            CanonicalArguments = new Dictionary<string, string> { ["--format"] = "ndjson" },
            Run = 1, Since = 0, From = 0, Until = 1_785_916_892_561, RememberedFrom = 0,
            Position = "asc~2026-08-05T08:01:32.561Z~a", Rows = 1, WaitingRows = 1, WaitingDate = "2026-08-05",
        };
        using (var ids = ExportedIds.Open(state, checkpoint, null))
        {
            ids.Add(new GatewayLog { Id = "a", CreatedAt = DateTimeOffset.UnixEpoch });
            await state.SaveAsync(checkpoint with { Ids = ids.Commit() });
        }

        var (path, valid) = (_folder.GetPath("checkpoint.json"), await File.ReadAllTextAsync(_folder.GetPath("checkpoint.json")));
        await Fuzz.BytesAsync(
            new([valid], [.. FuzzInputs.JsonWords, "\"run\"", "\"ids\"", "\"length\"", "24", "23", "25", "-24"]),
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                var loaded = state.Load()!;
                ExportedIds.Open(state, loaded, loaded).Dispose();
                Assert.That(bytes, Is.EqualTo(Encoding.UTF8.GetBytes(valid)), "Only the valid bytes are accepted.");
            },
            typeof(IOException));
    }

    [Test]
    public Task Update_lines() => Fuzz.BytesAsync(
        new(
            [
                """{"id":"01J4W6Z5QF3N8H2K7V9XBTCMRD","feedback":1,"score":0.5,"metadata":{"reviewed":true,"by":"me","n":1.50,"x":null}}""",
                """{"id":"a","score":null,"metadata":null}""",
            ],
            [.. FuzzInputs.JsonWords, "\"id\"", "\"feedback\"", "\"score\"", "\"metadata\""]),
        bytes => JsonConvert.SerializeObject(UpdateLine.Parse(Encoding.UTF8.GetString(bytes)).Update),
        typeof(FormatException),
        typeof(ArgumentOutOfRangeException));

    [Test]
    public async Task Update_checkpoints()
    {
        var path = _folder.GetPath("applied");
        using (var lines = AppliedLines.Open(path))
        {
            await lines.AddAsync(1, "{}", default);
            await lines.AddAsync(12, "{}", default);
        }

        await Fuzz.BytesAsync(
            new([await File.ReadAllTextAsync(path)], " ", "\n", "\n\n", "1", "-1", "+1", "99999999999999999999", new string('a', 64), "é"),
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                using var lines = AppliedLines.Open(path);
                _ = lines.Has(1, "{}");
            },
            typeof(FormatException));
    }
}
