using System.Globalization;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>
/// Measures all readers in each round, in a single process, and compares them within the round. Takes a minute, where BenchmarkDotNet takes
/// many.
/// </summary>
internal static class PageRun
{
    private const int Logs = 2_000;

    private const int PerPage = 50;

    private const int ReadsOfWarmUp = 4_000;

    /// <summary>The number of reads of each reader in a round, distributed over all pages.</summary>
    private const int ReadsOfRound = 400;

    public static async Task<int> RunAsync(int rounds, RowFields fields, TextWriter output)
    {
        var logs = new RenderedLogs(Logs, fields);
        byte[][] pages = [.. Enumerable.Range(1, Logs / PerPage).Select(number => logs.Page(number, PerPage))];
        PageReader[] readers = [.. PageReader.All, PageReader.Scan];
        foreach (var reader in readers)
        {
            RequireCost(reader, pages, logs.Cost);
            Measure(reader, pages, ReadsOfWarmUp);
        }

        var figures = readers.Select(_ => new PageFigure[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            // Each round starts with a different reader, so that no reader always follows the same one.
            for (var position = 0; position < readers.Length; position++)
            {
                var index = (round + position) % readers.Length;
                figures[index][round] = Measure(readers[index], pages, ReadsOfRound);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"One page of {PerPage} rows to models, {pages.Average(page => page.Length):N0} bytes on average of {pages.Length} pages; "
            + $"medians of {rounds} paired rounds.\n"));
        await Table.WriteAsync(
            output,
            ["reader", "µs", "bytes", "time ÷ source generation", "bytes ÷", "time ÷ NSwag string", "bytes ÷", "time ÷ NSwag stream", "bytes ÷"],
            readers.Select((reader, index) => Row(reader, figures[index], [Of(PageReader.Reference), Of(PageReader.NSwagString), Of(PageReader.NSwagStream)])));
        return 0;

        PageFigure[] Of(PageReader reader) => figures[Array.IndexOf(readers, reader)];
    }

    private static string[] Row(PageReader reader, PageFigure[] own, PageFigure[][] references) =>
    [
        reader.Name,
        Number(Median.Of(own.Select(figure => figure.Microseconds)), "N1"),
        Number(Median.Of(own.Select(figure => figure.Bytes)), "N0"),
        .. references.SelectMany(reference => new[]
        {
            Number(Median.OfRatios(own.Select(figure => figure.Microseconds), reference.Select(figure => figure.Microseconds)), "N2"),
            Number(Median.OfRatios(own.Select(figure => figure.Bytes), reference.Select(figure => figure.Bytes)), "N2"),
        }),
    ];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static PageFigure Measure(PageReader reader, byte[][] pages, int reads)
    {
        // The garbage collector also runs on other threads; the processor time of the process includes both.
        GC.Collect();
        var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        for (var read = 0; read < reads; read++)
        {
            reader.Read(pages[read % pages.Length]);
        }

        time = Environment.CpuUsage.TotalTime - time;
        return new PageFigure(time.TotalMicroseconds / reads, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / reads);
    }

    private static void RequireCost(PageReader reader, byte[][] pages, decimal cost)
    {
        var read = pages.Sum(reader.Read);
        if (read != cost && reader != PageReader.Scan)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{reader.Name} read a total cost of {read}; expected {cost}."));
        }
    }

    private readonly record struct PageFigure(double Microseconds, double Bytes);
}
