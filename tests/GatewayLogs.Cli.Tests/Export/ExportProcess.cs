using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>A <c>gwlogs export</c> in a separate process, which tests interrupt or kill.</summary>
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

    /// <summary>Gets the process id.</summary>
    public int Id => _process.Id;

    public static ExportProcess Start(GatewayLogsEmulator emulator, params string[] arguments) => Start(CliRunner.GetEnvironment(emulator), arguments);

    public static ExportProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        // A shell starts background processes with SIGINT, and possibly SIGHUP, ignored, and child processes inherit that.
        string[] program = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,HUP", "dotnet"] : ["dotnet"];
        string[] limit = arguments.Contains("--rate-limit") ? [] : ["--rate-limit", "none"];
        string[] command = [.. program, CliRunner.Program, "export", .. limit, .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return new ExportProcess(start);
    }

    /// <summary>Kills the process without notice.</summary>
    /// <returns>Whether the process was still running.</returns>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode != 0;
    }

    /// <summary>Sends a signal: INT, TERM or HUP.</summary>
    public Task SignalAsync(string signal) =>
        ToolRun.SucceedAsync("sh", AppContext.BaseDirectory, "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process.Id}"));

    public async Task<ToolRun> EndAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(timeout.Token);
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
