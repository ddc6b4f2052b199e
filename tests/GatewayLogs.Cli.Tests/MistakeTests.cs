namespace GatewayLogs.Tests;

/// <summary>Typical mistakes print at most three lines, which name the flag, variable or command and what to do.</summary>
public class MistakeTests : CommandTests
{
    private static IEnumerable<TestCaseData> Mistakes()
    {
        TestCaseData Case(string mistake, int exitCode, string arguments, string name, string remedy) =>
            new TestCaseData(exitCode, arguments, name, remedy).SetName($"{{m}}({mistake})");

        yield return Case("wrong command", 2, "lst", "'lst'", "Did you mean 'list'?");
        yield return Case("wrong option", 2, "list --limt 5", "'--limt'", "Did you mean '--limit'?");
        yield return Case("wrong value", 2, "list --limit abc", "--limit", "Try: gwlogs list --help");
        yield return Case("wrong token", 4, "list --api-token wrong", "--api-token", "Check the credentials from --api-token.");
        yield return Case("wrong gateway", 5, "list --gateway nowhere", "--gateway", "gwlogs doctor");
        yield return Case("no network", 7, "list --base-url http://127.0.0.1:1/", "--base-url", "Check the network");
        yield return Case("unknown filter key", 1, "list --filter colour\u00a0eq\u00a0red", "'colour'", "Check the key and the value of --filter.");
        yield return Case("unwritable output", 1, "export --out /proc/none/logs.ndjson", "--out", "Specify a path");
        yield return Case("unknown profile", 2, "list --profile prod", "--profile prod", "Create it");
        yield return Case("bad time", 2, "list --since yesterdy", "--since", "Expected");
        yield return Case("contradictory options", 2, "list --limit 5 --all", "--limit and --all", "Specify only one.");
        yield return Case("missing argument", 2, "get", "'ID'", "Try: gwlogs get --help");
        yield return Case("bad id", 2, "get ..", "The id", "Pass the id");
        yield return Case("http to another machine", 2, "list --base-url http://192.0.2.1/", "--base-url", "use --allow-insecure-http");
        yield return Case("empty shell variable", 2, "delete --yes --model ", "--model", "Specify a value");
        yield return Case("deletion without a condition", 2, "delete --yes", "--every-log", "a condition such as --until 30d");
        yield return Case("port in use", 2, "emulator --port 99999", "--port", "expected an integer from 0 to 65535");
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task A_mistake_is_reported_with_its_remedy(int exitCode, string arguments, string name, string remedy)
    {
        var run = await RunAsync([.. arguments.Split(' ').Select(argument => argument.Replace('\u00a0', ' '))]);

        await TestContext.Out.WriteLineAsync($"$ gwlogs {arguments}\n{run.Error}");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")), run.Error);
        Assert.That(run.Error, Does.StartWith("gwlogs: ").And.Contain(name).And.Contain(remedy));
        Assert.That(run.Error.TrimEnd('\n').Split('\n'), Has.Length.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task Missing_settings_are_reported_with_their_flags_and_variables()
    {
        var run = await CliRunner.RunAsync(null, "list");

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((2, "",
            "gwlogs: Settings are missing. Specify --account or CLOUDFLARE_ACCOUNT_ID, --gateway or CLOUDFLARE_GATEWAY_ID, --api-token or "
            + "CLOUDFLARE_API_TOKEN. A profile can contain them as well; see: gwlogs doctor. For generated logs, use --emulator.\n")));
    }

    [TestCase("list", "CLOUDFLARE_API_TOKEN")]
    [TestCase("stats", "CLOUDFLARE_API_TOKEN")]
    [TestCase("delete --every-log --yes", "CLOUDFLARE_API_TOKEN")]
    [TestCase("delete --every-log --yes --api-token wrong", "--api-token")]
    [TestCase("export --out logs.ndjson", "CLOUDFLARE_API_TOKEN")]
    [TestCase("count --profile prod", "profile prod in ")]
    public async Task Rejected_credentials_are_reported_with_their_source(string arguments, string source)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.GetPath("gwlogs"));
        await File.WriteAllTextAsync(folder.GetPath("gwlogs/profiles.toml"), "[prod]\napi-token = \"canary\"\n");
        var environment = CliRunner.GetEnvironment(Emulator);
        environment["XDG_CONFIG_HOME"] = folder.Path;
        environment["CLOUDFLARE_API_TOKEN"] = source.StartsWith("profile", StringComparison.Ordinal) ? null : "canary";

        var run = await CliRunner.ShellAsync(null, $"cd '{folder.Path}'; gwlogs {arguments}", environment);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((4, "")), run.Error);
        Assert.That(run.Error, Does.Contain($"Check the credentials from {source}").And.Not.Contain("canary").And.Not.Contain("Email"));
    }
}
