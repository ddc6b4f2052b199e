using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Benchmarks.Serving;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>The server that all clients of a comparison use, on its own core.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, ServerInfo info) => (_process, Info) = (process, info);

    /// <summary>Gets the address of the server and the totals of its rows.</summary>
    public ServerInfo Info { get; }

    public Uri Address => new($"http://127.0.0.1:{Info.Port}/client/v4/");

    public static async Task<ServerProcess> StartAsync(ComparisonPlan plan)
    {
        var start = Cores.PinServer(Programs.Dotnet(
            "GatewayLogs.Benchmarks",
            [
                "serve", "--logs", Text(plan.Logs), "--fields", plan.Fields.ToString(), "--latency", Text(plan.Latency),
                "--gzip", plan.Compresses ? "true" : "false",
            ]));

        // Without tiered compilation the server does not become faster during the comparison; inline completions avoid thread switches.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new ServerProcess(process, ServerInfo.Parse(line ?? throw new InvalidOperationException("The server did not start.")));
    }

    /// <summary>Returns the work of the server since the previous call.</summary>
    public async Task<ServerWork> GetWorkAsync()
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
