using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>A <c>gwlogs export</c> that runs as a process of its own, to be stopped on its way.</summary>
internal sealed class ExportProcess : IDisposable
{
    private readonly Process _process;

    private readonly Task<string> _error;

    private ExportProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>The system's number of it.</summary>
    public int Id => _process.Id;

    public static ExportProcess Start(GatewayLogsEmulator emulator, params string[] arguments) => Start(CliRunner.GetEnvironment(emulator), arguments);

    public static ExportProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        // Whoever started the tests in the background made them, and all that they start, deaf to SIGINT and perhaps to SIGHUP.
        string[] command = [.. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT,HUP", "dotnet"] : ["dotnet"], CliRunner.Program, "export", "--no-rate-limit", .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // It runs no emulator whose answers were to be watched, and starts sooner without.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        return new ExportProcess(start);
    }

    /// <summary>Ends it as a loss of power would, as far as the process is concerned.</summary>
    /// <returns>Whether it was still at work.</returns>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode != 0;
    }

    /// <summary>Sends it a signal: INT, TERM or HUP.</summary>
    public Task SignalAsync(string signal) =>
        ToolRun.SucceedAsync("sh", AppContext.BaseDirectory, "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process.Id}"));

    public async Task<ToolRun> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(patience.Token);
        return new ToolRun(_process.ExitCode, "", await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
