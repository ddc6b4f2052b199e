using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Benchmarks.Serving;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Runs all clients in each round, each in its own process.</summary>
internal sealed class Comparison(ComparisonPlan plan, ServerProcess server)
{
    /// <summary>The tolerance for sums of clients that do not use decimals.</summary>
    private const decimal Rounding = 0.000001m;

    /// <summary>Runs the rounds, after a warm-up round that loads programs and pages into memory and is not measured.</summary>
    /// <returns>The runs of each client, one per round.</returns>
    public async Task<IReadOnlyList<ClientRun[]>> RunAsync(TextWriter progress)
    {
        var runs = plan.Clients.Select(_ => new ClientRun[plan.Rounds]).ToArray();
        for (var round = -1; round < plan.Rounds; round++)
        {
            // Each round starts with a different client, so that no client always follows the same one.
            for (var position = 0; position < plan.Clients.Count; position++)
            {
                var index = (Math.Max(0, round) + position) % plan.Clients.Count;
                var run = await RunClientAsync(plan.Clients[index]);
                await progress.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(round < 0 ? "warm-up" : $"round {round + 1}")}: {plan.Clients[index].Name} "
                    + $"{run.Cpu.TotalMilliseconds:N0} ms of CPU, {run.Wall.TotalMilliseconds:N0} ms"));
                if (round >= 0)
                {
                    runs[index][round] = run;
                }
            }
        }

        return runs;
    }

    private async Task<ClientRun> RunClientAsync(Client client)
    {
        await server.GetWorkAsync();
        var paging = new PagingArguments(server.Address, plan.Logs, plan.PerPage, plan.MaxConcurrency, plan.IsWarm, Stopwatch.GetTimestamp());
        var process = await MeasuredProcess.RunAsync(Cores.PinClient(client.Start(paging)));
        var work = await server.GetWorkAsync();
        var report = client.Report(process);
        RequireAllRead(client, report, server.Info);
        var enumerations = plan.IsWarm ? ClientProgram.WarmUps + 1 : 1;
        return new ClientRun(
            plan.IsWarm ? TimeSpan.FromMilliseconds(report.CpuMs) : process.Cpu,
            TimeSpan.FromMilliseconds(report.WallMs),
            report.FirstMs is { } first ? TimeSpan.FromMilliseconds(first) : null,
            process.PeakBytes,
            report.Allocated,
            work.Requests / enumerations,
            work.Cpu / enumerations);
    }

    private void RequireAllRead(Client client, ClientReport report, ServerInfo info)
    {
        if (client != Client.Draining && (report.Rows != plan.Logs || report.Tokens != info.Tokens || Math.Abs(report.Cost - info.Cost) > info.Cost * Rounding))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{client.Name} read {report.Rows} rows with {report.Tokens} tokens for {report.Cost}; "
                + $"expected {plan.Logs} with {info.Tokens} for {info.Cost}."));
        }
    }
}
