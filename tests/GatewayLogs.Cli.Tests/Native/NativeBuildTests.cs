using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Runs each command with the native build and with the .NET build, and compares the output byte for byte.</summary>
[Category("Native")]
[LongTest]
[UnsupportedOSPlatform("windows")] // Publishing is skipped there.
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
        Assert.That(await NativeAsync(null, list), Is.EqualTo(await CliRunner.ShellAsync(null, list)));
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

    [TestCase("list --emulator")]
    [TestCase("emulator --port 0")]
    public async Task Without_its_emulator_the_command_that_installs_it_is_reported(string command)
    {
        var run = await NativeAsync(null, $"PATH=/usr/bin:/bin; gwlogs {command}");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.EndWith("Install it: dotnet tool install -g gwlogs-emulator\n"));
    }

    [TestCase("list --emulator --limit 3 --json id,cost")]
    [TestCase("count --emulator")]
    public async Task The_separate_emulator_has_the_same_logs_as_the_included_one_and_ends_with_the_command(string command)
    {
        using var folder = InstallEmulator();

        var native = await NativeAsync(null, $"cd '{folder.Path}'; PATH=$PWD:$PATH; gwlogs {command}; kill -0 $(cat pid) || true");

        Assert.That(native.Output, Is.EqualTo((await CliRunner.ShellAsync(null, $"gwlogs {command}")).Output).And.Not.Empty);
        Assert.That(native.Error, Does.EndWith("No such process\n").And.Not.Contains("gwlogs:"));
    }

    [Test]
    public async Task The_emulator_command_passes_its_options_on_and_ends_the_emulator_when_it_is_terminated()
    {
        using var folder = InstallEmulator();

        var wrong = await NativeAsync(null, $"cd '{folder.Path}'; PATH=$PWD:$PATH; gwlogs emulator --port many");
        var ended = await NativeAsync(
            null,
            $"cd '{folder.Path}'; PATH=$PWD:$PATH; exec 3< <(exec '{_native.Program}' emulator --port 0); started=$!; read -r line <&3; echo \"$line\"; "
            + "kill -TERM $started; wait $started; echo $?; kill -0 $(cat pid)");

        Assert.That((wrong.ExitCode, wrong.Error), Is.EqualTo(
            (2, "emulator: --port: 'many' is not valid; expected an integer from 0 to 65535. Run it with --help for the options.\n")));
        Assert.That(ended.Output, Does.StartWith("export CLOUDFLARE_API_BASE_URL=http://127.0.0.1:").And.EndsWith("\n143\n"));
        Assert.That(ended.Error, Does.EndWith("No such process\n"));
    }

    /// <summary>Creates a folder with <c>gwlogs-emulator</c>, as an installed tool. It writes its process id to the working folder.</summary>
    private static TemporaryFolder InstallEmulator()
    {
        var folder = new TemporaryFolder();
        var program = folder.GetPath("gwlogs-emulator");
        File.WriteAllText(program, $"#!/bin/bash\necho $$ > pid\nexec dotnet '{typeof(GatewayLogsEmulator).Assembly.Location}' \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>Removes the cf-ray, which differs in each request.</summary>
    private static ToolRun WithoutRay(ToolRun run) => run with { Error = Ray.Replace(run.Error, "cf-ray: -") };

    private static string[] Names(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .Order(StringComparer.Ordinal)];

    private Task<ToolRun> NativeAsync(GatewayLogsEmulator? emulator, string line) => CliRunner.ShellAsync(emulator, line, program: _native.Program);
}
