using System.Runtime.Versioning;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>
/// In a world-writable folder, another user creates links to a file of the user that runs <c>gwlogs</c>. No command modifies that file. The
/// tests use a real second user, which requires root.
/// </summary>
[Platform("Linux", Reason = "setpriv, which runs programs as another user, requires Linux.")]
[UnsupportedOSPlatform("windows")]
public class SharedFolderTests
{
    private GatewayLogsEmulator _emulator;

    private TemporaryFolder _folder;

    private string Shared => _folder.GetPath("shared");

    private string Victim => _folder.GetPath("victim");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!Environment.IsPrivilegedProcess || (await ToolRun.StartAsync("sh", AppContext.BaseDirectory, ["-c", "command -v setpriv"])).Output.Length == 0)
        {
            Assert.Ignore("This test requires root and setpriv.");
        }

        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 60 });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);

    [SetUp]
    public void CreateFolder()
    {
        _folder = new TemporaryFolder();
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.WriteAllText(Victim, "precious");
        Directory.CreateDirectory(Shared);
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    /// <summary>Returns the paths of links that the other user creates, with a command that would write there.</summary>
    private static IEnumerable<TestCaseData> Links() =>
        from isSticky in (bool[])[true, false]
        from links in ((string, string)[])
        [
            ("logs.gwlogs/checkpoint.json.new", "export --out logs"),
            ("logs.gwlogs/.checkpoint.json.new", "export --out logs"),
            ("logs.gwlogs/checkpoint.json", "export --out logs"),
            ("logs.gwlogs/ids-1", "export --out logs"),
            ("logs.gwlogs/lock", "export --out logs"),
            ("logs", "export --out logs"),
            ("logs.gwlogs", "export --out logs"),
            ("lake/_gwlogs/part.new", "export --out lake --format parquet"),
            ("lake/_gwlogs/waiting-0.ndjson", "export --out lake --format parquet"),
            ("lake/date=2026-09-01/part-000000.parquet", "export --out lake --format parquet"),
            ("lake", "export --out lake --format parquet"),
            ("x.partial", "delete --failed --yes --export-first x"),
            ("x", "delete --failed --yes --export-first x"),
            ("stats.html", "stats --html stats.html"),
            (".stats.html.new", "stats --html stats.html"),
            ("done", "update --checkpoint done"),
        ]
        select new TestCaseData(links.Item1, links.Item2, isSticky).SetArgDisplayNames(links.Item1, isSticky ? "sticky" : "not sticky");

    [TestCaseSource(nameof(Links))]
    public async Task A_link_of_another_user_is_not_followed(string link, string command, bool isSticky)
    {
        await PrepareAsync(isSticky, $"mkdir -p \"$(dirname '{link}')\"; ln -s '{Victim}' '{link}'");

        var run = await RunAsync(command);

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Match("^gwlogs: .+\n$"), "one line");
        AssertUnchanged();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Files_of_another_user_are_not_written_to(bool isSticky)
    {
        await PrepareAsync(isSticky, "mkdir logs.gwlogs lake; touch done stats.html; chmod 755 lake logs.gwlogs");

        foreach (var command in (string[])["export --out logs", "export --out lake --format parquet", "update --checkpoint done", "stats --html stats.html"])
        {
            var run = await RunAsync(command);

            Assert.That(run.ExitCode, Is.EqualTo(1), command);
            Assert.That(run.Error, Does.Contain(isSticky ? "belongs to another user" : "Any user can replace the files of other users"), command);
        }

        Assert.That(Directory.EnumerateFileSystemEntries(Shared, "*", SearchOption.AllDirectories), Has.Exactly(4).Items);
        Assert.That(new FileInfo(Path.Combine(Shared, "done")).Length + new FileInfo(Path.Combine(Shared, "stats.html")).Length, Is.Zero);
    }

    [Test]
    public async Task Files_in_a_sticky_folder_are_not_readable_by_another_user()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 60 });
        await PrepareAsync(isSticky: true, "true");
        foreach (var command in (string[])["export --out logs", "export --out lake --format parquet", "stats --html stats.html", "delete --failed --yes --export-first x"])
        {
            var run = await RunAsync(command, emulator);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
        }

        var reading = await AsOtherAsync("cat logs stats.html x logs.gwlogs/* lake/*/*; ls lake");

        Assert.That(reading.Output, Is.Empty, "The other user could read nothing.");
        Assert.That(new FileInfo(Path.Combine(Shared, "logs")).Length, Is.Positive);
    }

    private void AssertUnchanged()
    {
        Assert.That(File.ReadAllText(Victim), Is.EqualTo("precious"));
        Assert.That(_emulator.Ledger().Count(entry => entry.DeletedAt is not null), Is.Zero, "No log was deleted.");
    }

    private async Task PrepareAsync(bool isSticky, string line)
    {
        File.SetUnixFileMode(Shared, (UnixFileMode)(isSticky ? 0b001_111_111_111 : 0b111_111_111));
        var prepared = await AsOtherAsync(line);
        Assert.That(prepared.ExitCode, Is.Zero, prepared.Error);
    }

    private Task<ToolRun> AsOtherAsync(string line) => ToolRun.StartAsync(
        "setpriv", "/", ["--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", $"umask 000; cd '{Shared}'; {line}"]);

    private Task<ToolRun> RunAsync(string command, GatewayLogsEmulator? emulator = null) => CliRunner.RunInAsync(Shared, emulator ?? _emulator, command.Split(' '));
}
