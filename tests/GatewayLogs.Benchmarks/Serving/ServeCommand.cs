using System.CommandLine;
using System.Globalization;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>
/// The server process. It prints its address and totals, and then, for each line on standard input, the work since the previous one.
/// </summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var logs = new Option<int>("--logs") { DefaultValueFactory = _ => 100_000 };
        var fields = new Option<RowFields>("--fields");
        var latency = new Option<int>("--latency");
        var gzip = new Option<bool>("--gzip");
        var command = new Command("serve", "Serves the pages. Started by the comparison.") { logs, fields, latency, gzip };
        command.Hidden = true;
        command.SetAction((result, _) => RunAsync(
            new RenderedLogs(result.GetValue(logs), result.GetValue(fields)), TimeSpan.FromMilliseconds(result.GetValue(latency)), result.GetValue(gzip)));
        return command;
    }

    private static async Task<int> RunAsync(RenderedLogs logs, TimeSpan latency, bool compresses)
    {
        using var server = new PageServer(new PageStore(logs, compresses), latency);
        var serving = server.RunAsync();
        await WriteLineAsync(new ServerInfo(server.Port, logs.Cost, logs.Tokens).ToString());
        var cpu = Environment.CpuUsage.TotalTime;
        while (await Console.In.ReadLineAsync() is not null)
        {
            var before = cpu;
            cpu = Environment.CpuUsage.TotalTime;
            await WriteLineAsync(new ServerWork(server.TakeRequestCount(), cpu - before).ToString());
        }

        return serving.IsFaulted ? 1 : 0;
    }

    private static async Task WriteLineAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }
}

/// <summary>The port of the server and the totals of its rows.</summary>
internal sealed record ServerInfo(int Port, decimal Cost, long Tokens)
{
    public static ServerInfo Parse(string line) => line.Split(' ') is [var port, var cost, var tokens]
        ? new(
            int.Parse(port, CultureInfo.InvariantCulture),
            decimal.Parse(cost, CultureInfo.InvariantCulture),
            long.Parse(tokens, CultureInfo.InvariantCulture))
        : throw new FormatException($"The server printed an unexpected line at startup: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Port} {Cost} {Tokens}");
}

/// <summary>The work of the server in an interval.</summary>
internal sealed record ServerWork(long Requests, TimeSpan Cpu)
{
    public static ServerWork Parse(string line) => line.Split(' ') is [var requests, var ticks]
        ? new(long.Parse(requests, CultureInfo.InvariantCulture), TimeSpan.FromTicks(long.Parse(ticks, CultureInfo.InvariantCulture)))
        : throw new FormatException($"The server printed an unexpected line: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Requests} {Cpu.Ticks}");
}
