using System.Diagnostics;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>An emulator in another process, which ends with the test.</summary>
internal sealed partial class EmulatorProcess : IDisposable
{
    /// <summary>Generating a million logs takes minutes.</summary>
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromMinutes(15);

    /// <summary>Restores the default action of SIGINT, which is ignored in processes that a shell started in the background.</summary>
    private static readonly string[] s_dotnet = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];

    private EmulatorProcess(ProcessStartInfo start) => Process = Process.Start(start)!;

    /// <summary>Gets the path of the emulator's own program, without <c>gwlogs</c>.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "GatewayLogs.Emulator.dll");

    public Process Process { get; }

    /// <summary>Gets the variables that the emulator printed.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; private set; } = new Dictionary<string, string?>();

    public Uri BaseAddress => new(Environment["CLOUDFLARE_API_BASE_URL"]!);

    [GeneratedRegex(@"((?:CLOUDFLARE|GATEWAY_LOGS)_\w+)=(\S+)")]
    private static partial Regex Variable { get; }

    /// <summary>Starts an emulator on a free port, and waits until it prints its address.</summary>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<EmulatorProcess> StartAsync(IEnumerable<string> command)
    {
        string[] line = [.. s_dotnet, .. command, "--port", "0"];
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        var emulator = new EmulatorProcess(start);
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

    /// <summary>Kills the process, without a chance to shut down.</summary>
    public void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Kill();
        }

        Process.Dispose();
    }

    private async Task ReadEnvironmentAsync()
    {
        using var timeout = new CancellationTokenSource(s_startTimeout);
        while (Environment.Count == 0)
        {
            var line = await Process.StandardOutput.ReadLineAsync(timeout.Token)
                ?? throw new EndOfStreamException(await Process.StandardError.ReadToEndAsync(timeout.Token));
            Environment = Variable.Matches(line).ToDictionary(match => match.Groups[1].Value, match => (string?)match.Groups[2].Value);
        }
    }
}
