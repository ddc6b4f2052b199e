using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Benchmarks.Serving;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>The server that all clients of a comparison ask, on a core of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Served served) => (_process, Served) = (process, served);

    /// <summary>What all its rows come to.</summary>
    public Served Served { get; }

    public Uri Address => new($"http://127.0.0.1:{Served.Port}/client/v4/");

    public static async Task<ServerProcess> StartAsync(ComparisonPlan plan)
    {
        var start = Cores.PinServer(Programs.Dotnet(
            "GatewayLogs.Benchmarks",
            ["serve", "--logs", Text(plan.Logs), "--fields", plan.Fields.ToString(), "--latency", Text(plan.Latency), "--gzip", plan.Compresses ? "true" : "false"]));

        // Compiled once and for all, so that no client meets a server that is still being compiled better; and no thread waits for another.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new ServerProcess(process, Served.Parse(line ?? throw new InvalidOperationException("The server did not start.")));
    }

    /// <summary>What it did since this was asked last.</summary>
    public async Task<ServerWork> TakeWorkAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        return ServerWork.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has ended."));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
