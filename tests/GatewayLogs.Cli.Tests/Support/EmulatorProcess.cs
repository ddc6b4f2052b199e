using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>A built <c>gwlogs emulator</c> that runs as a process of its own; it is gone at the end of a test.</summary>
internal sealed partial class EmulatorProcess : IDisposable
{
    /// <summary>A million logs take minutes to make.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly Process _process;

    private EmulatorProcess(ProcessStartInfo start) => _process = Process.Start(start)!;

    /// <summary>The variables that it printed.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; private set; } = new Dictionary<string, string?>();

    [GeneratedRegex(@"(CLOUDFLARE_\w+)=(\S+)")]
    private static partial Regex Variable { get; }

    /// <summary>Starts it, and waits until it prints where it is.</summary>
    public static async Task<EmulatorProcess> StartAsync(params string[] arguments)
    {
        // Whoever started the tests in the background made them, and all that they start, deaf to SIGINT.
        string[] command = [.. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT", "dotnet"] : ["dotnet"], CliRunner.Program, "emulator", .. arguments];
        var emulator = new EmulatorProcess(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true });
        try
        {
            await emulator.ReadEnvironmentAsync();
            return emulator;
        }
        catch
        {
            emulator.Dispose();
            throw;
        }
    }

    /// <summary>Sends it a signal, and waits for its end.</summary>
    public async Task<ToolRun> EndAsync(string signal)
    {
        await ToolRun.SucceedAsync("sh", AppContext.BaseDirectory, "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process.Id}"));
        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        return new ToolRun(_process.ExitCode, await _process.StandardOutput.ReadToEndAsync(), await _process.StandardError.ReadToEndAsync());
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

    private async Task ReadEnvironmentAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (Environment.Count == 0)
        {
            var line = await _process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new EndOfStreamException(await _process.StandardError.ReadToEndAsync(patience.Token));
            Environment = Variable.Matches(line).ToDictionary(match => match.Groups[1].Value, match => (string?)match.Groups[2].Value);
        }
    }
}
