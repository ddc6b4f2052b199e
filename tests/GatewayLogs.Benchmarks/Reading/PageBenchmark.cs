using BenchmarkDotNet.Attributes;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>Runs the readers of <see cref="PageReader"/> with BenchmarkDotNet; all results are per page.</summary>
[MemoryDiagnoser]
public class PageBenchmark
{
    private const int PerPage = 50;

    /// <summary>The number of different pages, which prevents results that are specific to one page.</summary>
    private const int Pages = 40;

    private byte[][] _pages = [];

    /// <summary>Gets or sets the fields of a log.</summary>
    [ParamsAllValues]
    public RowFields Fields { get; set; }

    [GlobalSetup]
    public void Render()
    {
        var logs = new RenderedLogs(Pages * PerPage, Fields);
        _pages = [.. Enumerable.Range(1, Pages).Select(number => logs.Page(number, PerPage))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Pages)]
    public decimal SystemTextJson() => _pages.Sum(PageReader.ReadGenerated);

    [Benchmark(OperationsPerInvoke = Pages)]
    public decimal Ours() => _pages.Sum(PageReader.ReadOurs);

    [Benchmark(OperationsPerInvoke = Pages)]
    public decimal NSwagFromString() => _pages.Sum(PageReader.ReadNSwagString);

    [Benchmark(OperationsPerInvoke = Pages)]
    public decimal NSwagFromStream() => _pages.Sum(PageReader.ReadNSwagStream);

    [Benchmark(OperationsPerInvoke = Pages)]
    public decimal HandWritten() => _pages.Sum(PageReader.ReadByHand);

    [Benchmark(OperationsPerInvoke = Pages)]
    public decimal HandWrittenRepeatedTextOnce() => _pages.Sum(PageReader.ReadByHandRepeatedTextOnce);

    [Benchmark(OperationsPerInvoke = Pages)]
    public decimal TokensOnly() => _pages.Sum(PageReader.ReadTokens);
}
