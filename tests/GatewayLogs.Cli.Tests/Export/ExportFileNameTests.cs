using GatewayLogs.Cli.Export;

namespace GatewayLogs.Tests;

public class ExportFileNameTests
{
    [TestCase("x.csv", "Csv", null)]
    [TestCase("b.csv.gz", "Csv", "Gzip")]
    [TestCase("c.ndjson.zst", "Ndjson", "Zstd")]
    [TestCase("C.JSONL.ZST", "Ndjson", "Zstd")]
    [TestCase("d.parquet", "Parquet", null)]
    [TestCase("logs", null, null)]
    [TestCase("logs.gz", null, "Gzip")]
    [TestCase("v1.2/lake", null, null)]
    [TestCase("logs.txt", null, null)]
    public void Extensions_imply_the_format_and_the_compression(string path, string? format, string? compression)
    {
        var name = ExportFileName.Parse(path);

        Assert.That((name.Format?.ToString(), name.Compression?.ToString()), Is.EqualTo((format, compression)));
    }

    [TestCase("/a.b/logs.csv.gz", "/a.b/logs.refresh.csv.gz")]
    [TestCase("/a.b/logs.txt", "/a.b/logs.txt.refresh")]
    [TestCase("/a.b/lake", "/a.b/lake.refresh")]
    [TestCase("/a.b/d.parquet", "/a.b/d.refresh.parquet")]
    public void The_refresh_has_the_same_extensions(string output, string refresh)
    {
        Assert.That(ExportFileName.GetRefreshPath(output), Is.EqualTo(refresh));
        Assert.That(ExportFileName.IsRefresh(Path.GetFileName(refresh)));
        Assert.That(ExportFileName.IsRefresh(Path.GetFileName(output)), Is.False);
    }
}
