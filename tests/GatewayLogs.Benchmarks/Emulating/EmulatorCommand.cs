using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Tests;

namespace GatewayLogs.Benchmarks.Emulating;

/// <summary>How many rows the emulator gives in a second, and what each costs it.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var logs = new Option<int>("--logs") { Description = "How many logs it has.", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often all of them are walked.", DefaultValueFactory = _ => 5 };
        var command = new Command("emulator", "An emulator in a process of its own, of which our client walks over all logs.") { logs, rounds };
        command.SetAction((result, _) => RunAsync(result.GetValue(logs), result.GetValue(rounds)));
        return command;
    }

    private static async Task<int> RunAsync(int logs, int rounds)
    {
        using var emulator = await EmulatorProcess.StartAsync([EmulatorProcess.Program, "--logs", logs.ToString(CultureInfo.InvariantCulture)]);
        var client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = emulator.Environment["CLOUDFLARE_ACCOUNT_ID"],
            GatewayId = emulator.Environment["CLOUDFLARE_GATEWAY_ID"],
            ApiToken = emulator.Environment["CLOUDFLARE_API_TOKEN"],
            BaseAddress = emulator.BaseAddress,
            RateLimiting = false,
        });
        List<string[]> rows = [];
        foreach (var prefetch in (int[])[1, 4])
        {
            var runs = new (double Rate, double Cost)[rounds];
            for (var round = -1; round < rounds; round++)
            {
                var run = await WalkAsync(client, emulator.Process, logs, prefetch);
                runs[Math.Max(0, round)] = run;
            }

            rows.Add([Text(prefetch, "0"), Text(Median.Of(runs.Select(run => run.Rate)), "N0"), Text(Median.Of(runs.Select(run => run.Cost)), "0.0")]);
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{logs:N0} logs in memory, 50 a page, medians of {rounds} walks.\n"));
        await Table.WriteAsync(Console.Out, ["requests at once", "rows a second", "the emulator's CPU, µs a row"], rows);
        return 0;
    }

    private static async Task<(double Rate, double Cost)> WalkAsync(GatewayLogsClient client, Process emulator, int logs, int prefetch)
    {
        emulator.Refresh();
        var (cpu, started, rows) = (emulator.TotalProcessorTime, Stopwatch.GetTimestamp(), 0);
        await foreach (var page in client.ListAllPagesAsync(null, new GatewayLogPagingOptions { MaxConcurrency = prefetch, IndexingDelay = TimeSpan.Zero }))
        {
            rows += page.Logs.Count;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        emulator.Refresh();
        return rows == logs
            ? (rows / elapsed.TotalSeconds, (emulator.TotalProcessorTime - cpu).TotalMicroseconds / rows)
            : throw new InvalidOperationException($"The walk has given {rows} logs, not {logs}.");
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
