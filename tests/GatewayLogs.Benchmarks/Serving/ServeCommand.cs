using System.CommandLine;
using System.Globalization;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>The process that serves. It says where it is and what it has; then, for each line that it is sent, what it did since the last.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var logs = new Option<int>("--logs") { DefaultValueFactory = _ => 100_000 };
        var fields = new Option<RowFields>("--fields");
        var latency = new Option<int>("--latency");
        var gzip = new Option<bool>("--gzip");
        var command = new Command("serve", "Started by the comparison: serves the pages.") { logs, fields, latency, gzip };
        command.Hidden = true;
        command.SetAction((result, _) => RunAsync(
            new RenderedLogs(result.GetValue(logs), result.GetValue(fields)), TimeSpan.FromMilliseconds(result.GetValue(latency)), result.GetValue(gzip)));
        return command;
    }

    private static async Task<int> RunAsync(RenderedLogs logs, TimeSpan latency, bool compresses)
    {
        using var server = new PageServer(new PageStore(logs, compresses), latency);
        var serving = server.RunAsync();
        await SayAsync(new Served(server.Port, logs.Cost, logs.Tokens).ToString());
        var cpu = Environment.CpuUsage.TotalTime;
        while (await Console.In.ReadLineAsync() is not null)
        {
            var before = cpu;
            cpu = Environment.CpuUsage.TotalTime;
            await SayAsync(new ServerWork(server.TakeRequests(), cpu - before).ToString());
        }

        return serving.IsFaulted ? 1 : 0;
    }

    private static async Task SayAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }
}

/// <summary>Where the server is, and what all its rows come to.</summary>
internal sealed record Served(int Port, decimal Cost, long Tokens)
{
    public static Served Parse(string line) => line.Split(' ') is [var port, var cost, var tokens]
        ? new(int.Parse(port, CultureInfo.InvariantCulture), decimal.Parse(cost, CultureInfo.InvariantCulture), long.Parse(tokens, CultureInfo.InvariantCulture))
        : throw new FormatException($"The server began with: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Port} {Cost} {Tokens}");
}

/// <summary>What the server did.</summary>
internal sealed record ServerWork(long Requests, TimeSpan Cpu)
{
    public static ServerWork Parse(string line) => line.Split(' ') is [var requests, var ticks]
        ? new(long.Parse(requests, CultureInfo.InvariantCulture), TimeSpan.FromTicks(long.Parse(ticks, CultureInfo.InvariantCulture)))
        : throw new FormatException($"The server said: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Requests} {Cpu.Ticks}");
}
