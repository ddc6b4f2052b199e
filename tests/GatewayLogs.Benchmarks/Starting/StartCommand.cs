using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Benchmarks.Comparing;

namespace GatewayLogs.Benchmarks.Starting;

/// <summary>Compares the startup time of builds of <c>gwlogs</c>, which print their version, with that of an empty .NET program.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var builds = new Argument<string[]>("GWLOGS") { Description = "The paths of one or more published builds of gwlogs.", Arity = ArgumentArity.OneOrMore };
        var rounds = new Option<int>("--rounds") { Description = "The number of starts of each program.", DefaultValueFactory = _ => 41 };
        var command = new Command("start", "Compares the startup time of gwlogs with that of an empty .NET program.") { builds, rounds };
        command.SetAction((result, _) => RunAsync(result.GetRequiredValue(builds), result.GetValue(rounds)));
        return command;
    }

    private static async Task<int> RunAsync(string[] builds, int rounds)
    {
        // Uses the program's own host, like gwlogs, because the lookup of the `dotnet` host takes additional time.
        var empty = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "GatewayLogs.Benchmarks.Empty"));
        (string Name, ProcessStartInfo Start)[] programs =
        [
            ("an empty .NET program", empty),
            .. builds.Select(path => (path, new ProcessStartInfo(path, ["--version"]))),
        ];
        var runs = programs.Select(_ => new MeasuredProcess[rounds]).ToArray();
        try
        {
            for (var round = -1; round < rounds; round++)
            {
                for (var i = 0; i < programs.Length; i++)
                {
                    var run = await MeasuredProcess.RunAsync(programs[i].Start);
                    if (round >= 0)
                    {
                        runs[i][round] = run;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }

        await Table.WriteAsync(
            Console.Out,
            ["program", "wall ms", "÷ empty", "CPU ms", "÷ empty"],
            programs.Select((program, i) => GetRow(program.Name, runs[i], runs[0])));
        return 0;
    }

    private static string[] GetRow(string name, MeasuredProcess[] runs, MeasuredProcess[] references)
    {
        static double Wall(MeasuredProcess run) => run.Wall.TotalMilliseconds;
        static double Cpu(MeasuredProcess run) => run.Cpu.TotalMilliseconds;
        return
        [
            name,
            Text(Median.Of(runs.Select(Wall)), "0.0"),
            Text(Median.OfRatios(runs.Select(Wall), references.Select(Wall)), "0.00"),
            Text(Median.Of(runs.Select(Cpu)), "0.0"),
            Text(Median.OfRatios(runs.Select(Cpu), references.Select(Cpu)), "0.00"),
        ];
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
