using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GatewayLogs.Cli.Decrypting;

namespace GatewayLogs.Tests;

/// <summary>A damaged line is reported without its content, and all other lines are written.</summary>
public class DamagedLinesTests
{
    private const string WrongKey = "is damaged, or was encrypted for another private key. Specify the key of the gateway with --key.";

    private const string CutFile = "The gzip data is damaged or cut, so later lines are missing. Expected a complete file. Download it again.";

    private TemporaryFolder _folder;

    private string[] _lines;

    private string[] _decrypted;

    private static IEnumerable<TestCaseData> Damages()
    {
        const string Cut = "The line is cut, or is not a JSON object. Expected a line of the dataset ai_gateway_events. Download the file again.";
        const string TooLong = "The line is longer than 16 MiB. Expected lines of Logpush, which exports at most 1 MB per log.";
        yield return Line("cut", line => line[..^100], Cut);
        yield return Line("followed by other text", line => line + " canary", Cut);
        yield return Line("an array", line => $"[{line}]", Cut);
        yield return Line("an invalid name", line => $"{{\"\\ud800\":1,{line[1..]}", Cut);
        yield return Line("longer than 16 MiB", line => $"{{\"a\":\"{new string('x', LogpushFile.MaxLineLength)}\",{line[1..]}", TooLong);

        const string Damaged = "The line is damaged. Download the file again.";
        const string Length = $"The iv or the data of RequestBody is not as long as expected: 12 bytes, and at least 16. {Damaged}";
        const string Tag = $"The data of RequestBody does not match its authentication tag. {Damaged}";
        yield return Member("key", "not base64", text => "?" + text[1..], $"The key of RequestBody is missing or is not base64. {Damaged}");
        yield return Member("data", "not base64", text => text + "A", $"The data of RequestBody is missing or is not base64. {Damaged}");
        yield return Member("iv", "missing", _ => null, $"The iv of RequestBody is missing or is not base64. {Damaged}");
        yield return Member("iv", "too short", text => Change(text, bytes => bytes[..^1]), Length);
        yield return Member("data", "shorter than the tag", text => Change(text, bytes => bytes[..15]), Length);
        yield return Member("iv", "with another bit", text => Flip(text, 0), Tag);
        yield return Member("data", "with another first bit", text => Flip(text, 0), Tag);
        yield return Member("data", "with another last bit", text => Flip(text, ^1), Tag);
        yield return Member("key", "with another bit", text => Flip(text, ^1), $"The key of RequestBody {WrongKey}");
        yield return Member("key", "too short", text => Change(text, bytes => bytes[1..]), $"The key of RequestBody {WrongKey}");
    }

    [OneTimeSetUp]
    public async Task EncryptAsync()
    {
        _folder = new TemporaryFolder();
        await LogpushSample.CreateAsync(_folder.Path, 3, seed: 3);
        _lines = await File.ReadAllLinesAsync(_folder.GetPath("encrypted.ndjson"));
        _decrypted = (await RunAsync("gwlogs decrypt encrypted.ndjson --key private.pem")).Output.Split('\n')[..^1];
        Assert.That(_decrypted, Has.Length.EqualTo(3));
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCaseSource(nameof(Damages))]
    public async Task Only_the_damaged_line_is_not_written(Func<string, string> damage, string message)
    {
        await File.WriteAllTextAsync(_folder.GetPath("damaged"), $"{_lines[0]}\n{damage(_lines[1])}\n{_lines[2]}\n");

        var run = await RunAsync("gwlogs decrypt damaged --key private.pem");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, $"{_decrypted[0]}\n{_decrypted[2]}\n")));
        Assert.That(run.Error, Is.EqualTo($"gwlogs: damaged, line 2: {message}\ngwlogs: 2 lines decrypted, 1 failed.\n"));
    }

    [Test]
    public async Task A_wrong_key_is_reported_for_the_first_twenty_lines()
    {
        var run = await RunAsync("for i in {1..8}; do cat encrypted.ndjson; done | gwlogs decrypt --key other.pem");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")));
        var lines = run.Error.Split('\n');
        Assert.That(lines[0], Does.Match($"^gwlogs: standard input, line 1: The key of [A-Za-z]+ {WrongKey}$"));
        Assert.That(lines[^3..^1], Is.EqualTo(new[] { "gwlogs: Further failures are only counted.", "gwlogs: 0 lines decrypted, 24 failed." }));
        Assert.That(lines, Has.Length.EqualTo(23));
    }

    /// <summary>The file is cut at any place: in its header, in the data, or in the checksum.</summary>
    [TestCase(2, 0)]
    [TestCase(10, 0)]
    [TestCase(100, 0)]
    [TestCase(-8, 3)]
    [TestCase(-1, 3)]
    public async Task A_cut_gzip_file_is_reported_and_its_complete_lines_are_written(int length, int complete)
    {
        var bytes = await File.ReadAllBytesAsync(await CompressAsync("cut.gz"));
        await File.WriteAllBytesAsync(_folder.GetPath("cut.gz"), bytes[..(length < 0 ? bytes.Length + length : length)]);

        var run = await RunAsync("gwlogs decrypt cut.gz encrypted.ndjson --key private.pem");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Output, Is.EqualTo(string.Concat([.. Written(complete), .. Written(3)])));
        Assert.That(run.Error, Does.StartWith($"gwlogs: cut.gz, line {complete + 1}: {CutFile}\n"));
    }

    [Test]
    public async Task A_damaged_gzip_file_is_reported()
    {
        var path = await CompressAsync("damaged.gz");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^8] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var run = await RunAsync("gwlogs decrypt damaged.gz encrypted.ndjson --key private.pem");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Output, Does.EndWith(string.Concat(Written(3))));
        Assert.That(run.Error, Does.Contain(CutFile).And.EndsWith(", 1 failed.\n"));
    }

    private static TestCaseData Line(string name, Func<string, string> damage, string message) =>
        new TestCaseData(damage, message).SetArgDisplayNames($"a line that is {name}");

    private static TestCaseData Member(string member, string name, Func<string, string?> damage, string message) => new TestCaseData(
        (string line) =>
        {
            var json = JsonNode.Parse(line)!;
            var body = json["RequestBody"]!.AsObject();
            body[member] = damage((string)body[member]!);
            return json.ToJsonString();
        },
        message).SetArgDisplayNames($"{member} is {name}");

    private static string Change(string text, Func<byte[], byte[]> change) =>
        Convert.ToBase64String(change(Convert.FromBase64String(text)));

    private static string Flip(string text, Index index) => Change(text, bytes =>
    {
        bytes[index] ^= 0x40;
        return bytes;
    });

    private IEnumerable<string> Written(int count) => _decrypted[..count].Select(line => $"{line}\n");

    private async Task<string> CompressAsync(string name)
    {
        var path = _folder.GetPath(name);
        await using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(_lines.Select(line => $"{line}\n"))));
        return path;
    }

    private Task<ToolRun> RunAsync(string line) => CliRunner.LineAsync(CliRunner.GetEnvironment(null), _folder.Path, line);
}
