using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>A fixture with an emulator to export from, and an output folder.</summary>
public abstract class ExportTests
{
    private TemporaryFolder _folder;

    private protected GatewayLogsEmulator Emulator { get; private set; }

    /// <summary>Gets the number of generated logs.</summary>
    private protected virtual int Logs => 300;

    [OneTimeSetUp]
    public async Task StartAsync() => Emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = Logs });

    [OneTimeTearDown]
    public async Task StopAsync() => await Emulator.DisposeAsync();

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private protected string GetPath(string name) => _folder.GetPath(name);

    private protected Task<ToolRun> ExportAsync(string output, params string[] arguments) =>
        CliRunner.RunAsync(Emulator, ["export", "--rate-limit", "none", "--out", GetPath(output), .. arguments]);

    private protected async Task ExportWithSuccessAsync(string output, params string[] arguments)
    {
        var run = await ExportAsync(output, arguments);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    private protected string[] GetLines(string output) => File.ReadAllLines(GetPath(output));
}
