using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>Files with logs or bodies are readable by their owner only, regardless of the umask, and survive a power failure.</summary>
[Platform("Linux", Reason = "Windows has no file modes, and strace requires Linux.")]
[UnsupportedOSPlatform("windows")]
public partial class FileModesTests : CommandTests
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private TemporaryFolder _folder;

    [GeneratedRegex(@"\b(?<call>fsync|rename|link|mkdir|openat)\((?<arguments>.*)\) += [0-9]+", RegexOptions.ExplicitCapture)]
    private static partial Regex SystemCall { get; }

    [GeneratedRegex("\"(?<path>/[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedPath { get; }

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder()
    {
        Emulator.Faults = [];
        _folder.Dispose();
    }

    [TestCase("000", "export --out a/b/logs")]
    [TestCase("022", "export --out logs.csv --format csv --compress gzip")]
    [TestCase("000", "export --out lake --format parquet")]
    [TestCase("022", "export --out a/lake --format parquet --with-bodies request,response")]
    [TestCase("000", "stats --html stats.html > /dev/null")]
    [TestCase("022", "stats --html stats.html > /dev/null")]
    [TestCase("000", "delete --metadata team=growth --yes --export-first gone.ndjson > /dev/null")]
    [TestCase("000", "update --checkpoint done < /dev/null")]
    [TestCase("077", "export --out logs")]
    public async Task Only_the_owner_can_read_them(string umask, string command)
    {
        var run = await CliRunner.ShellAsync(Emulator, $"umask {umask}; cd '{_folder.Path}'; gwlogs {command}");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        AssertPrivate();
    }

    [Test]
    public async Task Only_the_owner_can_read_rows_that_wait_for_their_parquet_file()
    {
        Emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "GetGatewayLogRequest", Nth = 30 }];

        var run = await CliRunner.ShellAsync(Emulator,
            $"umask 000; cd '{_folder.Path}'; gwlogs export --out lake --format parquet --with-bodies request --checkpoint-every 5");

        Assert.That(run.ExitCode, Is.EqualTo(4), run.Error);
        Assert.That(Directory.EnumerateFiles(_folder.GetPath("lake/_gwlogs"), "waiting-*"), Is.Not.Empty);
        AssertPrivate();
    }

    /// <summary>A new file survives a power failure if its folder is flushed after the file was created or renamed.</summary>
    [TestCase("export --out a/logs --checkpoint-every 20")]
    [TestCase("export --out lake --format parquet --checkpoint-every 20")]
    [TestCase("delete --metadata team=search --yes --export-first gone.ndjson")]
    [TestCase("stats --html stats.html")]
    public async Task The_folder_of_each_new_file_is_flushed(string command)
    {
        var run = await CliRunner.ShellAsync(
            Emulator,
            $"cd '{_folder.Path}'; command -v strace > /dev/null || exit 99; strace --follow-forks --decode-fds=path --quiet=all "
            + $"--trace=fsync,rename,link,mkdir,openat --output trace dotnet '{CliRunner.Program}' {command} > /dev/null");
        if (run.ExitCode == 99)
        {
            Assert.Ignore("strace is not installed. Install the Debian package strace.");
        }

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var (named, unflushed) = (0, new HashSet<string>());
        foreach (var line in await File.ReadAllLinesAsync(_folder.GetPath("trace")))
        {
            if (SystemCall.Match(line) is not { Success: true } call)
            {
                continue;
            }

            var arguments = call.Groups["arguments"].Value;
            if (call.Groups["call"].Value == "fsync")
            {
                unflushed.Remove(arguments[(arguments.IndexOf('<', StringComparison.Ordinal) + 1)..^1]);
            }
            else if ((call.Groups["call"].Value != "openat" || arguments.Contains("O_CREAT", StringComparison.Ordinal))
                && QuotedPath.Matches(arguments) is [.., var last]
                && last.Groups["path"].Value is var path && path.StartsWith(_folder.Path, StringComparison.Ordinal)
                && !path.EndsWith(".new", StringComparison.Ordinal) && !path.EndsWith(".partial", StringComparison.Ordinal))
            {
                named++;
                unflushed.Add(Path.GetDirectoryName(path)!);
            }
        }

        Assert.That(named, Is.Positive);
        Assert.That(unflushed, Is.Empty);
    }

    private void AssertPrivate()
    {
        var all = Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.That(all, Is.Not.Empty);
        Assert.That(all.Where(path => (File.GetUnixFileMode(path) & Others) != 0), Is.Empty);
    }
}
