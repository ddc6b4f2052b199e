using System.Text.Json;

namespace GatewayLogs.Tests;

/// <summary>Decrypts what openssl and Node.js encrypted.</summary>
public class DecryptedLinesTests
{
    private const int Lines = 1000;

    private TemporaryFolder _folder;

    [OneTimeSetUp]
    public async Task EncryptAsync()
    {
        _folder = new TemporaryFolder();
        await LogpushSample.CreateAsync(_folder.Path, Lines);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("private.pem", "-----BEGIN PRIVATE KEY-----")]
    [TestCase("pkcs1.pem", "-----BEGIN RSA PRIVATE KEY-----")]
    public async Task A_thousand_random_lines_are_decrypted_with_a_key_of_each_form(string key, string header)
    {
        Assert.That(await File.ReadAllTextAsync(_folder.GetPath(key)), Does.StartWith(header));

        var run = await RunAsync($"gwlogs decrypt encrypted.ndjson --key {key}");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        AssertExpected(run.Output, await File.ReadAllTextAsync(_folder.GetPath("expected.ndjson")));
    }

    [Test]
    public async Task A_key_of_4096_bits_is_supported()
    {
        using var folder = new TemporaryFolder();
        await LogpushSample.CreateAsync(folder.Path, 10, seed: 2, bits: 4096);

        var run = await CliRunner.RunInAsync(folder.Path, null, "decrypt", "encrypted.ndjson", "--key", "private.pem");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        AssertExpected(run.Output, await File.ReadAllTextAsync(folder.GetPath("expected.ndjson")));
    }

    /// <summary>Compares the names and their order, the strings, and the spelling of all other values.</summary>
    private static void AssertExpected(string output, string expected)
    {
        var (actualLines, expectedLines) = (output.Split('\n'), expected.Split('\n'));
        Assert.That(actualLines, Has.Length.EqualTo(expectedLines.Length));
        for (var i = 0; i < expectedLines.Length - 1; i++)
        {
            using JsonDocument actual = JsonDocument.Parse(actualLines[i]), wanted = JsonDocument.Parse(expectedLines[i]);
            Assert.That(Members(actual), Is.EqualTo(Members(wanted)), $"line {i + 1}");
        }

        static (string, JsonValueKind, string)[] Members(JsonDocument line) =>
            [.. line.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind, Text(member.Value)))];

        static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    private Task<ToolRun> RunAsync(string line) => CliRunner.LineAsync(CliRunner.GetEnvironment(null), _folder.Path, line);
}
