using System.Diagnostics;
using System.Net.Http.Headers;

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>An emulator in a process of its own, which can be killed.</summary>
public sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process, Uri baseAddress)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = baseAddress };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "emulator-token");
    }

    /// <summary>Asks it, with the token that may write; relative to the API.</summary>
    public HttpClient Client { get; }

    public static async Task<EmulatorProcess> StartAsync(params string[] arguments)
    {
        Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(GatewayLogsEmulator).Assembly.Location, "--port", "0", .. arguments]) { RedirectStandardOutput = true })!;
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator said nothing.");
        return new EmulatorProcess(process, new Uri(line.Split('=', ' ')[2]));
    }

    /// <summary>Kills it: it cannot tidy up, nor finish what it is at.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Client.Dispose();
    }
}
