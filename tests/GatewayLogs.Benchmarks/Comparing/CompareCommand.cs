using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using GatewayLogs.Benchmarks.Rows;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Compares whole processes.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var logs = Number("--logs", $"How many logs to walk over, up to {RenderedLogs.MostLogs}.", 1, RenderedLogs.MostLogs, _ => 100_000);
        var fields = new Option<RowFields>("--fields") { Description = "Which fields a log has: all that were observed, or those that Cloudflare has specified." };
        var latency = Number("--latency", "How many milliseconds the server waits before each answer.", 0, 10_000, _ => 0);
        var perPage = Number("--per-page", "How many logs to ask for at once.", 1, 50, _ => 50);
        var gzip = new Option<bool>("--gzip") { Description = "The server compresses its answers." };
        var rounds = Number("--rounds", "How often each client is measured. Differences below 0.1 need 15.", 1, 1_000, _ => 7);
        var prefetch = Number("--prefetch", "How many requests ours has on their way at once. Default: 1; 8 with a latency.", 1, 32);
        var warm = new Option<bool>("--warm") { Description = $"Each process walks {ClientProgram.WarmUps + 1} times, and the last walk counts." };
        var clients = new Option<string>("--clients")
        {
            Description = $"Which clients take part; raw always does. Default: all of {string.Join(',', Client.All.Select(client => client.Name))}",
            DefaultValueFactory = _ => string.Join(',', Client.All.Select(client => client.Name)),
        };
        clients.Validators.Add(result =>
        {
            foreach (var name in Names(result.GetValueOrDefault<string>()).Where(name => !Client.All.Any(client => client.Name == name)))
            {
                result.AddError($"There is no client {name}; there are {string.Join(", ", Client.All.Select(client => client.Name))}.");
            }
        });
        var exports = new Option<string[]>("--export") { Description = "A gwlogs, or a gwlogs.dll, whose export to NDJSON takes part as well. May be given several times.", HelpName = "PATH" };
        var command = new Command("compare", "Whole processes that walk over all logs of one server, in turn.") { logs, fields, latency, perPage, gzip, rounds, prefetch, warm, clients, exports };
        command.Validators.Add(result =>
        {
            if (result.GetValue(warm) && result.GetResult(exports) is not null)
            {
                result.AddError("An export is a process that walks once. Leave --warm or --export out.");
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
                [.. Client.All.Where(client => client == Client.Reference || names.Contains(client.Name)), .. (result.GetValue(exports) ?? []).Select(ExportClient.Of)]));
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
                $"{plan.Logs:N0} logs with {(plan.Fields == RowFields.Observed ? "all" : "the specified")} fields, {plan.PerPage} a page, {plan.Latency} ms an answer, {(plan.Compresses ? "gzip" : "not compressed")}, {(plan.IsWarm ? "warm" : "cold")}; ours with prefetch {plan.MaxConcurrency}; {Cores.Description}; medians of {plan.Rounds} paired rounds.\n"));
            await ComparisonTable.WriteAsync(Console.Out, plan, runs);
            return 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static Option<int> Number(string name, string description, int least, int most, Func<System.CommandLine.Parsing.ArgumentResult, int>? otherwise = null)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is a number from {least} to {most}, not {value}.");
            }
        });
        return option;
    }

    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
