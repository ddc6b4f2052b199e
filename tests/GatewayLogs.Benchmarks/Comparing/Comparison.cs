using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Benchmarks.Serving;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Runs all clients in turn, round by round, each walk a process of its own.</summary>
internal sealed class Comparison(ComparisonPlan plan, ServerProcess server)
{
    /// <summary>The sum of a client without decimals may be so much off.</summary>
    private const decimal Rounding = 0.000001m;

    /// <summary>Runs the rounds, and one before them that counts for nothing: it brings programs and pages into memory.</summary>
    /// <returns>The walks of each client, one a round.</returns>
    public async Task<IReadOnlyList<ClientRun[]>> RunAsync(TextWriter progress)
    {
        var runs = plan.Clients.Select(_ => new ClientRun[plan.Rounds]).ToArray();
        for (var round = -1; round < plan.Rounds; round++)
        {
            // Each round begins with another client, so that none always follows the same one.
            for (var turn = 0; turn < plan.Clients.Count; turn++)
            {
                var index = (Math.Max(0, round) + turn) % plan.Clients.Count;
                var run = await WalkAsync(plan.Clients[index]);
                await progress.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(round < 0 ? "before" : $"round {round + 1}")}: {plan.Clients[index].Name} {run.Cpu.TotalMilliseconds:N0} ms of processor, {run.Wall.TotalMilliseconds:N0} ms"));
                if (round >= 0)
                {
                    runs[index][round] = run;
                }
            }
        }

        return runs;
    }

    private async Task<ClientRun> WalkAsync(Client client)
    {
        await server.TakeWorkAsync();
        var told = new PagingArguments(server.Address, plan.Logs, plan.PerPage, plan.MaxConcurrency, plan.IsWarm, Stopwatch.GetTimestamp());
        var process = await MeasuredProcess.RunAsync(Cores.PinClient(client.Start(told)));
        var work = await server.TakeWorkAsync();
        var report = client.Report(process);
        RequireAllRead(client, report, server.Served);
        var walks = plan.IsWarm ? ClientProgram.WarmUps + 1 : 1;
        return new ClientRun(
            plan.IsWarm ? TimeSpan.FromMilliseconds(report.CpuMs) : process.Cpu,
            TimeSpan.FromMilliseconds(report.WallMs),
            report.FirstMs is { } first ? TimeSpan.FromMilliseconds(first) : null,
            process.PeakBytes,
            report.Allocated,
            work.Requests / walks,
            work.Cpu / walks);
    }

    private void RequireAllRead(Client client, ClientReport report, Served served)
    {
        if (client != Client.Draining && (report.Rows != plan.Logs || report.Tokens != served.Tokens || Math.Abs(report.Cost - served.Cost) > served.Cost * Rounding))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{client.Name} has read {report.Rows} rows with {report.Tokens} tokens for {report.Cost}, and not {plan.Logs} with {served.Tokens} for {served.Cost}."));
        }
    }
}
