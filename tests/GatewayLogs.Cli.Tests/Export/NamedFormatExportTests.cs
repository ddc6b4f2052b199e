using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Tests;

/// <summary>The name of the output determines its format and its compression.</summary>
public class NamedFormatExportTests : ExportTests
{
    private protected override int Logs => 20;

    [TestCase("x.csv", "head -n 1 x.csv | grep -q ^id,")]
    [TestCase("b.csv.gz", "gzip -dc b.csv.gz | head -n 1 | grep -q ^id,")]
    [TestCase("c.ndjson.zst", "zstd -dc < c.ndjson.zst | head -n 1 | grep -q '^{\"id\"'")]
    [TestCase("e.jsonl", "head -n 1 e.jsonl | grep -q '^{\"id\"'")]
    [TestCase("d.parquet", "ls d.parquet/date=*/part-000000.parquet")]
    [TestCase("other.txt", "head -n 1 other.txt | grep -q '^{\"id\"'")]
    public async Task Without_options_the_extensions_apply(string name, string check)
    {
        await ExportWithSuccessAsync(name);

        await ToolRun.SucceedAsync("bash", GetPath("."), "-c", check);
    }

    [TestCase("d.parquet", "--out d.parquet is a name for parquet, but --format is csv. Use --format parquet, omit --format, or choose another name.",
        "--format", "csv")]
    [TestCase("x.csv.gz", "--out x.csv.gz is a name for gzip, but --compress is zstd. Use --compress gzip, omit --compress, or choose another name.",
        "--compress", "zstd")]
    [TestCase("x.csv.gz", "--out x.csv.gz is a name for gzip, but --compress is none. Use --compress gzip, omit --compress, or choose another name.",
        "--compress", "none")]
    public async Task A_contradiction_is_a_usage_error_and_creates_no_file(string name, string message, params string[] options)
    {
        var run = await ExportAsync(name, options);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((2, "", $"gwlogs: {message}\n")));
        Assert.That(Directory.EnumerateFileSystemEntries(GetPath(".")), Is.Empty);
    }

    [Test]
    public async Task Conversations_are_lines_of_json()
    {
        await ExportWithSuccessAsync("chat.jsonl", "--format", "messages");

        Assert.That(GetLines("chat.jsonl"), Is.All.StartsWith("{\"messages\":"));
    }

    /// <summary>Earlier versions did not interpret names, and escaped formulas.</summary>
    [TestCase("logs.csv", "{\"id\"", "--format", "ndjson")]
    [TestCase("logs.ndjson", "id,created_at", "--format", "csv")]
    public async Task An_export_of_an_earlier_version_continues_with_its_format(string name, string start, params string[] plan)
    {
        await StartWithEarlierVersionAsync(name, plan);
        var before = await File.ReadAllTextAsync(GetPath(name));

        var (again, repeated) = (await ExportAsync(name), await ExportAsync(name, plan));

        Assert.That((again.ExitCode, repeated.ExitCode), Is.EqualTo((0, 0)), again.Error + repeated.Error);
        Assert.That(again.Error, Does.StartWith("0 new rows, 20 in all"));
        Assert.That(await File.ReadAllTextAsync(GetPath(name)), Is.EqualTo(before).And.StartsWith(start));
    }

    [Test]
    public async Task A_csv_export_of_an_earlier_version_keeps_its_escaping()
    {
        await StartWithEarlierVersionAsync("logs", "--format", "csv", "--csv-escape", "spreadsheet");

        var (again, other) = (await ExportAsync("logs"), await ExportAsync("logs", "--csv-escape", "none"));

        Assert.That((again.ExitCode, other.ExitCode), Is.EqualTo((0, 2)));
        Assert.That(other.Error, Does.Contain("started with --csv-escape spreadsheet, but this command has --csv-escape none"));
        Assert.That(Arguments("logs")["--csv-escape"], Is.EqualTo("spreadsheet"));
    }

    [Test]
    public async Task A_checkpoint_of_an_earlier_version_gets_the_base_address()
    {
        await StartWithEarlierVersionAsync("logs");

        await ExportWithSuccessAsync("logs");

        Assert.That(Arguments("logs")["--base-url"], Is.EqualTo(Emulator.BaseAddress.AbsoluteUri));
    }

    private IReadOnlyDictionary<string, string> Arguments(string name) =>
        CheckpointJson.Read(File.ReadAllBytes(GetPath($"{name}.gwlogs/checkpoint.json")), out _)!.CanonicalArguments;

    /// <summary>Exports, and removes what earlier versions did not record.</summary>
    private async Task StartWithEarlierVersionAsync(string name, params string[] plan)
    {
        await ExportWithSuccessAsync("started", plan);
        File.Move(GetPath("started"), GetPath(name));
        Directory.Move(GetPath("started.gwlogs"), GetPath($"{name}.gwlogs"));
        var path = GetPath($"{name}.gwlogs/checkpoint.json");
        var checkpoint = CheckpointJson.Read(await File.ReadAllBytesAsync(path), out _)!;
        var arguments = checkpoint.CanonicalArguments.Where(argument => argument.Key is not ("--base-url" or "--csv-escape")).ToDictionary();
        await File.WriteAllBytesAsync(path, CheckpointJson.Write(checkpoint with { CanonicalArguments = arguments }));
    }
}
