using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Tests;

namespace GatewayLogs.Benchmarks.Emulating;

/// <summary>Measures the throughput of the emulator and its processor time per row.</summary>
internal static class EmulatorCommand
{
    public static Command Create()
    {
        var logs = new Option<int>("--logs") { Description = "The number of logs.", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "The number of enumerations.", DefaultValueFactory = _ => 5 };
        var command = new Command("emulator", "Enumerates all logs of an emulator in another process with the client.") { logs, rounds };
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
            RateLimit = null,
        });
        List<string[]> rows = [];
        foreach (var concurrency in (int[])[1, 4])
        {
            var runs = new (double Rate, double Cost)[rounds];
            for (var round = -1; round < rounds; round++)
            {
                var run = await EnumerateAsync(client, emulator.Process, logs, concurrency);
                runs[Math.Max(0, round)] = run;
            }

            rows.Add([Text(concurrency, "0"), Text(Median.Of(runs.Select(run => run.Rate)), "N0"), Text(Median.Of(runs.Select(run => run.Cost)), "0.0")]);
        }

        await Console.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{logs:N0} logs in memory, 50 per page, medians of {rounds} enumerations.\n"));
        await Table.WriteAsync(Console.Out, ["concurrent requests", "rows per second", "emulator CPU µs per row"], rows);
        return 0;
    }

    private static async Task<(double Rate, double Cost)> EnumerateAsync(GatewayLogsClient client, Process emulator, int logs, int concurrency)
    {
        emulator.Refresh();
        var (cpu, started, rows) = (emulator.TotalProcessorTime, Stopwatch.GetTimestamp(), 0);
        await foreach (var page in client.ListAllPagesAsync(null, new GatewayLogPagingOptions { MaxConcurrency = concurrency, IndexingDelay = TimeSpan.Zero }))
        {
            rows += page.Logs.Count;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        emulator.Refresh();
        return rows == logs
            ? (rows / elapsed.TotalSeconds, (emulator.TotalProcessorTime - cpu).TotalMicroseconds / rows)
            : throw new InvalidOperationException($"The enumeration returned {rows} logs; expected {logs}.");
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
