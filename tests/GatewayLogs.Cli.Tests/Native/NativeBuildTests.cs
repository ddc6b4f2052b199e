using System.Text.RegularExpressions;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Runs each command with the native build and with the .NET build, and compares the output byte for byte.</summary>
[Category("Native")]
[LongTest]
public partial class NativeBuildTests : CommandTests
{
    private NativeBuild _native;

    private static readonly string[] s_readCommands =
    [
        "list --all",
        "list --limit 3 --csv --columns id,created_at,cost,metadata.team",
        "list --metadata team=search --json id,metadata.team",
        "list --since 2026-02-30",
        "get {id}",
        "get no-such-log",
        "show {id}",
        "show {id} --output json",
        "request {id}",
        "response {id}",
        "response {id} --raw",
        "count",
        "count --failed",
        "stats --by model,provider",
        "stats --by status_code --json",
        "stats --csv",
        "errors",
        "errors --all-details --csv",
        "list --status 5xx --json id,error",
        "tail --since 2020-01-01 --settle 0s | head -n 20",
        "completion zsh",
        "update --help",
    ];

    [GeneratedRegex("cf-ray: [^ ]+")]
    private static partial Regex Ray { get; }

    [OneTimeSetUp]
    public async Task PublishAsync() => _native = await NativeBuild.PublishAsync();

    [OneTimeTearDown]
    public void Remove() => _native?.Dispose();

    [Test]
    public void The_only_compiler_warning_is_that_of_parquet() =>
        Assert.That(_native.Warnings, Is.EqualTo(new[] { "IL3050 ParquetClrSchemaExtensions.cs" }).Or.Empty);

    [TestCaseSource(nameof(s_readCommands))]
    public async Task Reading_matches_the_dotnet_build(string command)
    {
        var line = $"set -o pipefail; gwlogs {command.Replace("{id}", await NewestIdAsync(), StringComparison.Ordinal)}";

        var (expected, native) = (await CliRunner.ShellAsync(Emulator, line), await NativeAsync(Emulator, line));

        Assert.That(WithoutRay(native), Is.EqualTo(WithoutRay(expected)));
        Assert.That(expected.Output + expected.Error, Is.Not.Empty);
    }

    [TestCase("logs.ndjson", "")]
    [TestCase("logs.csv.gz", "--format csv --compress gzip")]
    [TestCase("bodies.ndjson.zst", "--with-bodies request,response --compress zstd")]
    [TestCase("lake", "--format parquet")]
    [TestCase("messages.jsonl", "--format messages --dedupe --redact email,phone,ip,secret")]
    public async Task Exports_match_the_dotnet_build(string name, string options)
    {
        using TemporaryFolder expected = new(), native = new();

        var expectedRun = await CliRunner.ShellAsync(Emulator, $"gwlogs export --out '{expected.GetPath(name)}' {options}");
        var nativeRun = await NativeAsync(Emulator, $"gwlogs export --out '{native.GetPath(name)}' {options}");

        Assert.That((expectedRun.ExitCode, nativeRun.ExitCode), Is.EqualTo((0, 0)), expectedRun.Error + nativeRun.Error);
        var list = $"gwlogs list --all --json --from '{native.GetPath(name)}'";
        Assert.That((await NativeAsync(null, list)).Output, Is.EqualTo((await CliRunner.ShellAsync(null, list)).Output).And.Not.Empty);
        var names = Names(expected);
        Assert.That(Names(native), Is.EqualTo(names));
        Assert.Multiple(() =>
        {
            foreach (var file in names.Where(file => !file.Contains("checkpoint", StringComparison.Ordinal)))
            {
                Assert.That(File.ReadAllBytes(native.GetPath(file)).AsSpan().SequenceEqual(File.ReadAllBytes(expected.GetPath(file))), file);
            }
        });
    }

    [TestCase("private.pem")]
    [TestCase("pkcs1.pem")]
    [TestCase("protected.pem")]
    public async Task Decrypting_matches_the_dotnet_build(string key)
    {
        using var folder = new TemporaryFolder();
        await LogpushSample.CreateAsync(folder.Path, 50);
        var line = $"cd '{folder.Path}'; export GWLOGS_KEY_PASSPHRASE='{LogpushSample.Passphrase}'; "
            + $"(gzip -c encrypted.ndjson; echo cut | gzip) | gwlogs decrypt --key {key}";

        var (expected, native) = (await CliRunner.ShellAsync(Emulator, line), await NativeAsync(Emulator, line));

        Assert.That(native, Is.EqualTo(expected));
        Assert.That(expected.Error, Is.Not.Empty.And.EndsWith("gwlogs: 50 lines decrypted, 1 failed.\n"));
    }

    [Test]
    public async Task Updates_and_deletions_match_the_dotnet_build()
    {
        var options = new GatewayLogsEmulatorOptions { Seed = 7, Logs = 40 };
        await using GatewayLogsEmulator first = await GatewayLogsEmulator.StartAsync(options), second = await GatewayLogsEmulator.StartAsync(options);
        var id = first.Ledger().First().Id;
        string[] lines =
        [
            $"gwlogs update {id} --feedback 1 --score 80 --metadata team=search",
            $"printf '%s\\n' '{{\"id\":\"{id}\",\"score\":null}}' '{{\"id\":\"nobody\",\"feedback\":-1}}' | gwlogs update",
            $"gwlogs get {id} --json feedback,score,metadata",
            "gwlogs delete --failed --dry-run",
            "gwlogs delete --failed --yes",
            "gwlogs count",
            "gwlogs list --all --json id,score,feedback,metadata",
        ];

        await Assert.MultipleAsync(async () =>
        {
            foreach (var line in lines)
            {
                Assert.That(WithoutTimes(await NativeAsync(second, line)), Is.EqualTo(WithoutTimes(await CliRunner.ShellAsync(first, line))), line);
            }
        });
        Assert.That(
            second.Ledger().Count(entry => entry.DeletedAt is not null),
            Is.EqualTo(first.Ledger().Count(entry => entry.DeletedAt is not null)).And.Positive);
    }

    /// <summary>Removes the time from a deletion report.</summary>
    private static ToolRun WithoutTimes(ToolRun run) =>
        run with { Output = System.Text.RegularExpressions.Regex.Replace(run.Output, @"\(checked [0-9-]+ [0-9:]+Z\)", "(checked TIME)") };

    [TestCase("emulator")]
    [TestCase("list --emulator")]
    public async Task The_emulator_is_reported_as_not_included(string command)
    {
        var run = await NativeAsync(null, $"gwlogs {command}");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("does not include the emulator").And.Contain("without PublishAot"));
    }

    /// <summary>Removes the cf-ray, which differs in each request.</summary>
    private static ToolRun WithoutRay(ToolRun run) => run with { Error = Ray.Replace(run.Error, "cf-ray: -") };

    private static string[] Names(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .Order(StringComparer.Ordinal)];

    private Task<ToolRun> NativeAsync(GatewayLogsEmulator? emulator, string line) => CliRunner.ShellAsync(emulator, line, program: _native.Program);
}
