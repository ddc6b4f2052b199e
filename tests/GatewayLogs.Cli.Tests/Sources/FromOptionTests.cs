namespace GatewayLogs.Tests;

/// <summary>The option <c>--from</c> and its errors.</summary>
public class FromOptionTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("--account", "a")]
    [TestCase("--api-token", "t")]
    [TestCase("--profile", "p")]
    [TestCase("--emulator")]
    public async Task An_option_for_the_service_is_rejected(params string[] option)
    {
        await WriteAsync("logs.ndjson", """{"id":"1"}""");

        var run = await CliRunner.RunAsync(null, ["count", "--from", _folder.GetPath("logs.ndjson"), .. option]);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((
            2, "", $"gwlogs: --from reads files, so {option[0]} has no effect. Omit {option[0]}, or omit --from to read from the service.\n")));
    }

    [Test]
    public async Task Settings_in_the_environment_are_not_used()
    {
        await WriteAsync("logs.ndjson", """{"id":"1"}""");

        var run = await CliRunner.RunSharedAsync(
            new Dictionary<string, string?> { ["CLOUDFLARE_API_BASE_URL"] = "not a URL", ["GWLOGS_PROFILE"] = "no-such-profile" }, "count",
            "--from", _folder.GetPath("logs.ndjson"));

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "1\n", "")));
    }

    [TestCase("there is no such file or folder", "missing")]
    [TestCase("the folder contains no files", "")]
    [TestCase("--search cannot be used with --from", "logs.ndjson", "--search", "x")]
    [TestCase("--filter 'tokens gt …' cannot be used with --from", "logs.ndjson", "--filter", "tokens gt 5")]
    [TestCase("--filter 'metadata eq …' cannot be used with --from", "logs.ndjson", "--filter", "metadata eq 5")]
    public async Task What_a_file_cannot_answer_is_rejected(string problem, string path, params string[] options)
    {
        if (path.Length > 0 && path != "missing")
        {
            await WriteAsync(path, """{"id":"1"}""");
        }

        var run = await CliRunner.RunAsync(null, ["list", "--from", _folder.GetPath(path), .. options]);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(problem));
    }

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(_folder.GetPath(name), content);
}
