using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace GatewayLogs.Benchmarks.Runs;

/// <summary>The common parts of all clients.</summary>
public static class ClientProgram
{
    /// <summary>
    /// The number of enumerations before the measured one of a warm client; .NET recompiles frequently called methods, which takes time.
    /// </summary>
    public const int WarmUps = 8;

    /// <summary>The time for background compilation to complete before the measured enumeration.</summary>
    private static readonly TimeSpan s_compilationDelay = TimeSpan.FromSeconds(1);

    /// <summary>Runs the client and prints its results as a line of JSON.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="enumerate">Reads all logs.</param>
    public static async Task RunAsync(string[] arguments, Func<PagingArguments, RunTotals, Task> enumerate)
    {
        var paging = PagingArguments.Parse(arguments);
        var started = paging.Started;
        if (paging.IsWarm)
        {
            for (var i = 0; i < WarmUps; i++)
            {
                await enumerate(paging, new RunTotals());
            }

            await Task.Delay(s_compilationDelay);
            started = Stopwatch.GetTimestamp();
        }

        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var tally = new RunTotals();
        await enumerate(paging, tally);
        var wall = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - (paging.IsWarm ? allocated : 0);
        cpu = Environment.CpuUsage.TotalTime - (paging.IsWarm ? cpu : TimeSpan.Zero);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
            {"rows":{{tally.Rows}},"cost":{{tally.Cost}},"tokens":{{tally.Tokens}},"first_ms":{{FirstMilliseconds(tally, started)}},"wall_ms":{{wall.TotalMilliseconds}},"cpu_ms":{{cpu.TotalMilliseconds}},"allocated":{{allocated}}}
            """));
    }

    /// <summary>Creates the HttpClient that all clients except ours use.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The HttpClient disposes it.")]
    public static HttpClient CreateHttpClient() =>
        new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All })
        {
            DefaultRequestHeaders = { { "Authorization", $"Bearer {PagingArguments.ApiToken}" } },
        };

    private static string FirstMilliseconds(RunTotals tally, long started) => tally.First == 0
        ? "null"
        : Stopwatch.GetElapsedTime(started, tally.First).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
