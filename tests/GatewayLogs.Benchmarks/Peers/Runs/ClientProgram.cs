using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace GatewayLogs.Benchmarks.Runs;

/// <summary>What a client does besides walking: it is the same in all of them.</summary>
public static class ClientProgram
{
    /// <summary>How often a warm client walks before the walk that counts: .NET compiles anew what is called often, and takes its time.</summary>
    public const int WarmUps = 8;

    /// <summary>What a background compilation may still be at work after them; the walk that counts is not to pay for it.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    /// <summary>Runs, and prints as one line what was found and what it took.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="walk">Reads all logs.</param>
    public static async Task RunAsync(string[] arguments, Func<PagingArguments, RunTotals, Task> walk)
    {
        var told = PagingArguments.Parse(arguments);
        var started = told.Started;
        if (told.IsWarm)
        {
            for (var i = 0; i < WarmUps; i++)
            {
                await walk(told, new RunTotals());
            }

            await Task.Delay(s_rest);
            started = Stopwatch.GetTimestamp();
        }

        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var tally = new RunTotals();
        await walk(told, tally);
        var wall = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - (told.IsWarm ? allocated : 0);
        cpu = Environment.CpuUsage.TotalTime - (told.IsWarm ? cpu : TimeSpan.Zero);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"rows":{{tally.Rows}},"cost":{{tally.Cost}},"tokens":{{tally.Tokens}},"first_ms":{{FirstMilliseconds(tally, started)}},"wall_ms":{{wall.TotalMilliseconds}},"cpu_ms":{{cpu.TotalMilliseconds}},"allocated":{{allocated}}}"""));
    }

    /// <summary>An HttpClient as all clients but ours get it.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The HttpClient disposes it.")]
    public static HttpClient CreateHttpClient() =>
        new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { DefaultRequestHeaders = { { "Authorization", $"Bearer {PagingArguments.ApiToken}" } } };

    private static string FirstMilliseconds(RunTotals tally, long started) => tally.First == 0
        ? "null"
        : Stopwatch.GetElapsedTime(started, tally.First).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
