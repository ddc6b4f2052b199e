using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using GatewayLogs.Benchmarks.Rows;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Compares the clients, each in its own process.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var logs = Number("--logs", $"The number of logs to enumerate, up to {RenderedLogs.MostLogs}.", 1, RenderedLogs.MostLogs, _ => 100_000);
        var fields = new Option<RowFields>("--fields") { Description = "The fields of a log: all observed ones, or those that Cloudflare specifies." };
        var latency = Number("--latency", "The delay of each response in milliseconds.", 0, 10_000, _ => 0);
        var perPage = Number("--per-page", "The number of logs per request.", 1, 50, _ => 50);
        var gzip = new Option<bool>("--gzip") { Description = "Compresses the responses." };
        var rounds = Number("--rounds", "The number of measurements of each client. Differences below 0.1 require 15.", 1, 1_000, _ => 7);
        var prefetch = Number("--prefetch", "The number of concurrent requests of ours. Default: 1; 8 with a latency.", 1, 32);
        var warm = new Option<bool>("--warm") { Description = $"Measures the last of {ClientProgram.WarmUps + 1} enumerations of a process." };
        var clients = new Option<string>("--clients")
        {
            Description = $"The clients to compare; raw is always included. Default: {string.Join(',', Client.All.Select(client => client.Name))}",
            DefaultValueFactory = _ => string.Join(',', Client.All.Select(client => client.Name)),
        };
        clients.Validators.Add(result =>
        {
            foreach (var name in Names(result.GetValueOrDefault<string>()).Where(name => !Client.All.Any(client => client.Name == name)))
            {
                result.AddError($"Unknown client '{name}'; expected one of {string.Join(", ", Client.All.Select(client => client.Name))}.");
            }
        });
        var exports = new Option<string[]>("--export")
        {
            Description = "The path of a gwlogs or gwlogs.dll whose NDJSON export is compared as well. Can be specified several times.",
            HelpName = "PATH",
        };
        var command = new Command("compare", "Compares processes that enumerate all logs of a server.")
        {
            logs, fields, latency, perPage, gzip, rounds, prefetch, warm, clients, exports,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(warm) && result.GetResult(exports) is not null)
            {
                result.AddError("An exporting process enumerates the logs only once. Omit --warm or --export.");
            }
        });
        command.SetAction((result, _) =>
        {
            var names = Names(result.GetRequiredValue(clients));
            return RunAsync(new ComparisonPlan(
                result.GetValue(logs),
                result.GetValue(fields),
                result.GetValue(latency),
                result.GetValue(perPage),
                result.GetValue(gzip),
                result.GetValue(rounds),
                result.GetResult(prefetch) is null ? (result.GetValue(latency) == 0 ? 1 : 8) : result.GetValue(prefetch),
                result.GetValue(warm),
                [
                    .. Client.All.Where(client => client == Client.Reference || names.Contains(client.Name)),
                    .. (result.GetValue(exports) ?? []).Select(ExportClient.Create),
                ]));
        });
        return command;
    }

    private static async Task<int> RunAsync(ComparisonPlan plan)
    {
        try
        {
            await using var server = await ServerProcess.StartAsync(plan);
            var runs = await new Comparison(plan, server).RunAsync(Console.Error);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.Logs:N0} logs with {(plan.Fields == RowFields.Observed ? "all" : "the specified")} fields, {plan.PerPage} per page, "
                + $"{plan.Latency} ms per response, {(plan.Compresses ? "gzip" : "not compressed")}, {(plan.IsWarm ? "warm" : "cold")}; "
                + $"ours with a concurrency of {plan.MaxConcurrency}; {Cores.Description}; medians of {plan.Rounds} paired rounds.\n"));
            await ComparisonTable.WriteAsync(Console.Out, plan, runs);
            return 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static Option<int> Number(
        string name, string description, int least, int most, Func<System.CommandLine.Parsing.ArgumentResult, int>? otherwise = null)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is {value}; expected {least} to {most}.");
            }
        });
        return option;
    }

    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
