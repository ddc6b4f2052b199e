using BenchmarkDotNet.Attributes;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>The readers of <see cref="PageReader"/> under BenchmarkDotNet; all figures are those of one page.</summary>
[MemoryDiagnoser]
public class PageBenchmark
{
    private const int PerPage = 50;

    /// <summary>Different pages, so that nothing gets used to one.</summary>
    private const int Pages = 40;

    private byte[][] _pages = [];

    /// <summary>Which fields a log has.</summary>
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
