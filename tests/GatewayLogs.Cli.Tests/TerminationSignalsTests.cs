using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>A signal ends every command with 128 and its number, at any instant.</summary>
[Platform("Linux", Reason = "The tools that send the signals are its own.")]
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
    public async Task It_ends_with_the_code_of_the_signal(string command, string signal, int exitCode, double seconds)
    {
        var run = await RunAsync(command, signal, seconds);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")), run.Error);
        Assert.That(run.Error, Is.Empty.Or.EqualTo("gwlogs: 0 applied, 0 applied before, 0 failed.\n"));
    }

    [Test]
    public async Task It_is_the_ordinary_end_of_an_emulator()
    {
        var run = await CliRunner.ShellAsync(
            null, $"cd '{_folder.Path}'; dotnet '{CliRunner.Program}' emulator --port 0 > started & until [ -s started ]; do sleep 0.05; done; kill -TERM $!; wait $!");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task A_command_that_was_started_to_outlive_its_terminal_does()
    {
        var run = await CliRunner.ShellAsync(
            Emulator, $"timeout --signal=HUP --kill-after=2 --preserve-status 2 nohup dotnet '{CliRunner.Program}' tail > /dev/null");

        Assert.That(run.ExitCode, Is.EqualTo(137), "SIGHUP did not end it, and SIGKILL did");
    }

    /// <summary>Sends a signal to a command some time after its start. Its input and a full pipe for its output never end.</summary>
    private Task<ToolRun> RunAsync(string command, string signal, double seconds) => CliRunner.ShellAsync(
        Emulator,
        string.Create(
            CultureInfo.InvariantCulture,
            $"cd '{_folder.Path}'; mkfifo input full; exec 7<>input 8<>full; head -c 65536 /dev/zero >&8; timeout --signal={signal} --preserve-status {seconds} env --default-signal=INT,HUP dotnet '{CliRunner.Program}' {command}"));
}
