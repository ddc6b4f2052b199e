using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests.Reliability;

/// <summary>An emulator in a process of its own, so that neither its memory nor its work is taken for the client's; nobody judges its answers.</summary>
internal sealed partial class SeparateEmulator : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private SeparateEmulator(Process process) => _process = process;

    [GeneratedRegex(@"(CLOUDFLARE_\w+)=(\S+)")]
    private static partial Regex Variable { get; }

    /// <summary>Starts it and waits until its logs are there.</summary>
    public static async Task<(SeparateEmulator Emulator, GatewayLogsClientOptions Options)> StartAsync(string database, int logs, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "GatewayLogs.Emulator.dll"),
            "--port", "0", "--db", database, "--logs", logs.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        var emulator = new SeparateEmulator(Process.Start(start)!);
        try
        {
            return (emulator, await emulator.OptionsAsync());
        }
        catch
        {
            emulator.Dispose();
            throw;
        }
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

    private async Task<GatewayLogsClientOptions> OptionsAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        Dictionary<string, string> variables = [];
        while (variables.Count == 0)
        {
            var line = await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException("The emulator ended before it was ready.");
            variables = Variable.Matches(line).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        }

        return new GatewayLogsClientOptions
        {
            AccountId = variables["CLOUDFLARE_ACCOUNT_ID"],
            GatewayId = variables["CLOUDFLARE_GATEWAY_ID"],
            ApiToken = variables["CLOUDFLARE_API_TOKEN"],
            BaseAddress = new Uri(variables["CLOUDFLARE_API_BASE_URL"]),
            Pacing = false,
        };
    }
}
