using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>A signal at any instant ends every command with exit code 128 plus the signal number.</summary>
[Platform("Linux", Reason = "The tools that send the signals require Linux.")]
public class TerminationSignalsTests : CommandTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private static IEnumerable<TestCaseData> Instants() =>
        from command in (string[])["tail --since 2020-01-01 --settle 0s > /dev/null", "update < input", "stats --by day > full"]
        from signal in ((string, int)[])[("TERM", 143), ("INT", 130), ("HUP", 129)]
        from seconds in signal.Item1 == "TERM" ? (double[])[0.01, 0.1, 0.2, 0.4, 1] : [0.3, 1]
        select new TestCaseData(command, signal.Item1, signal.Item2, seconds);

    [TestCaseSource(nameof(Instants))]
    public async Task A_command_exits_with_the_code_of_the_signal(string command, string signal, int exitCode, double seconds)
    {
        var run = await RunAsync(command, signal, seconds);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")), run.Error);
        Assert.That(run.Error, Is.Empty.Or.EqualTo("gwlogs: 0 applied, 0 applied before, 0 failed.\n").Or.StartsWith("gwlogs: Following the logs"));
    }

    [Test]
    public async Task The_emulator_exits_with_0()
    {
        var run = await CliRunner.ShellAsync(
            null,
            $"cd '{_folder.Path}'; dotnet '{CliRunner.Program}' emulator --port 0 > started & "
            + "until [ -s started ]; do sleep 0.05; done; kill -TERM $!; wait $!");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task A_command_started_with_nohup_ignores_SIGHUP()
    {
        var run = await CliRunner.ShellAsync(
            Emulator, $"timeout --signal=HUP --kill-after=2 --preserve-status 2 nohup dotnet '{CliRunner.Program}' tail > /dev/null");

        Assert.That(run.ExitCode, Is.EqualTo(137), "SIGHUP was ignored, and SIGKILL ended the process.");
    }

    /// <summary>Sends a signal to a command after a delay. Its standard input never ends, and its standard output is a full pipe.</summary>
    private Task<ToolRun> RunAsync(string command, string signal, double seconds) => CliRunner.ShellAsync(
        Emulator,
        string.Create(
            CultureInfo.InvariantCulture,
            $"cd '{_folder.Path}'; mkfifo input full; exec 7<>input 8<>full; head -c 65536 /dev/zero >&8; timeout --signal={signal} "
            + $"--preserve-status {seconds} env --default-signal=INT,HUP dotnet '{CliRunner.Program}' {command}"));
}
