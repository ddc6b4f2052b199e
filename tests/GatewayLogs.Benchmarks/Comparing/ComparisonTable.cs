using System.Globalization;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Writes medians, and medians of the ratios within a round.</summary>
internal static class ComparisonTable
{
    private const string Unknown = "";

    private static readonly string[] s_head =
    [
        "client", "CPU ÷ raw", "middle half", "CPU ms", "µs per log", "peak MiB", "peak ÷ raw", "allocated MiB", "bytes per log",
        "logs per second", "÷ raw", "first log ms", "÷ raw", "requests", "server µs per request",
    ];

    public static Task WriteAsync(TextWriter output, ComparisonPlan plan, IReadOnlyList<ClientRun[]> runs)
    {
        var reference = runs[plan.Clients.Index().First(client => client.Item == Client.Reference).Index];
        return Table.WriteAsync(output, s_head, plan.Clients.Select((client, index) => Row(client, runs[index], reference, plan.Logs)));
    }

    private static string[] Row(Client client, ClientRun[] own, ClientRun[] reference, int logs)
    {
        double[] ratios = [.. own.Zip(reference, (run, raw) => run.Cpu / raw.Cpu).Order()];
        return
        [
            client.Title,
            Text(Median.Of(ratios), "N2"),
            $"{Text(ratios[ratios.Length / 4], "N2")}–{Text(ratios[^((ratios.Length / 4) + 1)], "N2")}",
            Text(Of(own, run => run.Cpu.TotalMilliseconds), "N0"),
            Text(Of(own, run => run.Cpu.TotalMicroseconds / logs), "N2"),
            Text(Of(own, run => run.PeakBytes / 1048576.0), "N1"),
            Text(Ratio(own, reference, run => run.PeakBytes), "N2"),
            Text(Of(own, run => run.Allocated / 1048576.0), "N1"),
            Text(Of(own, run => run.Allocated / (double)logs), "N0"),
            Text(Of(own, run => logs / run.Wall.TotalSeconds), "N0"),
            Text(Ratio(own, reference, run => logs / run.Wall.TotalSeconds), "N2"),
            Text(Of(own, run => run.FirstLog?.TotalMilliseconds), "N0"),
            Text(Ratio(own, reference, run => run.FirstLog?.TotalMilliseconds), "N2"),
            Text(Of(own, run => run.Requests), "N0"),
            Text(Of(own, run => run.ServerCpu.TotalMicroseconds / run.Requests), "N0"),
        ];
    }

    private static double Of(ClientRun[] runs, Func<ClientRun, double?> figure) => Median.Of(runs.Select(figure).OfType<double>());

    private static double Ratio(ClientRun[] own, ClientRun[] reference, Func<ClientRun, double?> figure) => Median.Of(
        own.Zip(reference, (run, raw) => figure(run) / figure(raw)).OfType<double>());

    private static string Text(double value, string format) => double.IsNaN(value) ? Unknown : value.ToString(format, CultureInfo.InvariantCulture);
}
