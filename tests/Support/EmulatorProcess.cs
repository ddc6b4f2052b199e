using System.Diagnostics;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>An emulator in a process of its own; it is gone at the end of a test.</summary>
internal sealed partial class EmulatorProcess : IDisposable
{
    /// <summary>A million logs take minutes to make.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Whoever started the tests in the background made them, and all that they start, deaf to SIGINT.</summary>
    private static readonly string[] s_dotnet = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];

    private EmulatorProcess(ProcessStartInfo start) => Process = Process.Start(start)!;

    /// <summary>The emulator without <c>gwlogs</c> around it.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "GatewayLogs.Emulator.dll");

    public Process Process { get; }

    /// <summary>The variables that it printed.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; private set; } = new Dictionary<string, string?>();

    public Uri BaseAddress => new(Environment["CLOUDFLARE_API_BASE_URL"]!);

    [GeneratedRegex(@"((?:CLOUDFLARE|GATEWAY_LOGS)_\w+)=(\S+)")]
    private static partial Regex Variable { get; }

    /// <summary>Starts it on a free port, and waits until it prints where it is.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="isJudged">Whether its answers are held against the document, which costs more than to give them.</param>
    public static async Task<EmulatorProcess> StartAsync(IEnumerable<string> command, bool isJudged = true)
    {
        string[] line = [.. s_dotnet, .. command, "--port", "0"];
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!isJudged)
        {
            start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        }

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

    /// <summary>Kills it: it cannot tidy up, nor finish what it is at.</summary>
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
        using var patience = new CancellationTokenSource(s_patience);
        while (Environment.Count == 0)
        {
            var line = await Process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new EndOfStreamException(await Process.StandardError.ReadToEndAsync(patience.Token));
            Environment = Variable.Matches(line).ToDictionary(match => match.Groups[1].Value, match => (string?)match.Groups[2].Value);
        }
    }
}
