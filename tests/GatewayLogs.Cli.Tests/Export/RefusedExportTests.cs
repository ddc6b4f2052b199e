using GatewayLogs.Cli.Export.State;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>An output can only be continued by the export that wrote it.</summary>
public class RefusedExportTests : ExportTests
{
    [TestCase("--format", "csv")]
    [TestCase("--compress", "gzip")]
    [TestCase("--with-bodies", "request")]
    [TestCase("--filter", "model eq gpt-4o")]
    [TestCase("--search", "acme")]
    [TestCase("--columns", "id,model")]
    [TestCase("--limit", "7")]
    public async Task The_output_of_another_export_is_not_changed(string option, string value)
    {
        await ExportWithSuccessAsync("logs");
        var before = await File.ReadAllBytesAsync(GetPath("logs"));

        var run = await ExportAsync("logs", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain($"started with {option} ").And.Contain(value).And.Contain("choose another --out"));
        Assert.That(run.Error, Does.EndWith($" or start over: delete {GetPath("logs")} and {GetPath("logs.gwlogs")}.\n"));
        Assert.That(await File.ReadAllBytesAsync(GetPath("logs")), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_that_was_not_exported_is_not_overwritten()
    {
        await File.WriteAllTextAsync(GetPath("mine"), "precious");

        var run = await ExportAsync("mine");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("was not written by gwlogs export"));
        Assert.That(await File.ReadAllTextAsync(GetPath("mine")), Is.EqualTo("precious"));
    }

    [Test]
    public async Task Parquet_is_not_written_to_a_folder_with_other_files()
    {
        Directory.CreateDirectory(GetPath("mine"));
        await File.WriteAllTextAsync(GetPath("mine/note.txt"), "precious");

        var run = await ExportAsync("mine", "--format", "parquet");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(Directory.EnumerateFileSystemEntries(GetPath("mine")), Has.Exactly(1).Items);
    }

    [TestCase("-", "--out - would be standard output")]
    [TestCase("~nobody/logs", "the shell did not expand '~nobody/logs'")]
    public async Task An_output_that_would_be_a_file_with_an_odd_name_is_refused(string output, string expected)
    {
        var run = await CliRunner.RunAsync(Emulator, "export", "--out", output);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(expected));
        Assert.That(Path.Exists(Path.Combine(AppContext.BaseDirectory, output)), Is.False);
    }

    [TestCase("export", "--out")]
    [TestCase("stats", "--html")]
    public async Task A_tilde_after_an_equals_sign_is_the_home_folder(string command, string option)
    {
        var run = await CliRunner.ShellAsync(Emulator, $"gwlogs {command} {option}=~/written", new Dictionary<string, string?> { ["HOME"] = GetPath(".") });

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.Exists(GetPath("written")));
    }

    [TestCase(".DS_Store")]
    [TestCase(".gitkeep")]
    [TestCase("Thumbs.db")]
    [TestCase("desktop.ini")]
    [TestCase("lost+found/")]
    public async Task A_folder_with_only_hidden_files_is_empty(string name)
    {
        var path = GetPath($"lake/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!name.EndsWith('/'))
        {
            await File.WriteAllTextAsync(path, "");
        }

        await ExportWithSuccessAsync("lake", "--format", "parquet");

        Assert.That(Path.Exists(path));
    }

    [Test]
    public async Task Ndjson_cannot_be_written_to_a_folder()
    {
        var run = await ExportAsync(".");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("is a folder"));
    }

    [Test]
    public async Task A_modified_output_is_not_continued()
    {
        await ExportWithSuccessAsync("logs");
        await using (var file = File.OpenWrite(GetPath("logs")))
        {
            file.Seek(-10, SeekOrigin.End);
            file.WriteByte((byte)'?');
        }

        var run = await ExportAsync("logs");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("was modified by another program"));
    }

    [TestCase("--format", "ndjson")]
    [TestCase("--format", "csv")]
    [TestCase("--compress", "gzip")]
    [TestCase("--compress", "zstd")]
    public async Task Data_appended_to_a_finished_export_is_never_truncated(params string[] options)
    {
        await ExportWithSuccessAsync("logs", options);
        await File.AppendAllTextAsync(GetPath("logs"), "{\"id\":\"mine\"}\n");
        var before = await File.ReadAllBytesAsync(GetPath("logs"));

        var runs = new[] { await ExportAsync("logs", options), await ExportAsync("logs", options) };

        Assert.That(runs.Select(run => run.ExitCode), Is.All.EqualTo(1));
        Assert.That(runs[1].Error, Does.Contain("was modified by another program").And.Contain("Undo that change").And.Contain("To start over"));
        Assert.That(await File.ReadAllBytesAsync(GetPath("logs")), Is.EqualTo(before));
        await File.WriteAllBytesAsync(GetPath("logs"), before[..^14]);
        await ExportWithSuccessAsync("logs", options);
    }

    [Test]
    public async Task A_file_created_after_an_export_was_interrupted_at_its_start_is_not_overwritten()
    {
        Emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "ListGatewayLogs", Nth = 2 }];
        await ExportAsync("logs");
        Emulator.Faults = [];
        var checkpoint = GetPath("logs.gwlogs/checkpoint.json");
        var begun = CheckpointJson.Read(await File.ReadAllBytesAsync(checkpoint), out _)! with { File = null };
        await File.WriteAllBytesAsync(checkpoint, CheckpointJson.Write(begun));
        await File.WriteAllTextAsync(GetPath("logs"), "precious");

        var run = await ExportAsync("logs");

        Assert.That((run.ExitCode, await File.ReadAllTextAsync(GetPath("logs"))), Is.EqualTo((1, "precious")));
    }

    [TestCase("truncate -s -1 $PART", "was modified or added by another program")]
    [TestCase("truncate -s 0 $PART", "was modified or added by another program")]
    [TestCase("echo >> $PART", "was modified or added by another program")]
    [TestCase("rm $PART", "part-000002.parquet is missing")]
    [TestCase("rm -r date=*", "part-000000.parquet is missing")]
    [TestCase("cp $PART $(dirname $PART)/part-000099.parquet", "was modified or added by another program")]
    [TestCase("mkdir date=2020-01-01; cp $PART date=2020-01-01", "was modified or added by another program")]
    [TestCase("mv $(dirname $PART) elsewhere; ln -s $PWD/elsewhere $(dirname $PART)", "is a symbolic link")]
    public async Task Modified_parquet_files_are_detected_and_not_changed(string change, string expected)
    {
        await ExportWithSuccessAsync("lake", "--format", "parquet");
        await ToolRun.SucceedAsync("sh", GetPath("lake"), "-c", $"PART=$(ls date=*/part-000002.parquet); {change}");
        var before = Files();

        var run = await ExportAsync("lake", "--format", "parquet");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Error, Does.Contain(expected).And.StartWith("gwlogs: ").And.EndsWith("\n"));
        Assert.That(Files(), Is.EqualTo(before));

        List<string> Files() => [.. Directory
            .EnumerateFiles(GetPath("lake"), "*", SearchOption.AllDirectories)
            .Select(path => $"{path} {Sha256.Of(File.ReadAllBytes(path))}")
            .Order(StringComparer.Ordinal)];
    }

    [Test]
    public async Task A_missing_output_is_not_created_again()
    {
        await ExportWithSuccessAsync("logs");
        File.Delete(GetPath("logs"));

        var run = await ExportAsync("logs");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("is missing"));
        Assert.That(File.Exists(GetPath("logs")), Is.False);
    }

    [Test]
    public async Task Two_exports_cannot_write_to_the_same_output()
    {
        await ExportWithSuccessAsync("logs");
        await using var other = new FileStream(GetPath("logs.gwlogs/lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var run = await ExportAsync("logs");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("Another export is writing"));
    }

    [TestCase("--with-bodies", "all", "request,response")]
    [TestCase("--look-back", "5", "90s, 15m, 2h or 1d12h")]
    [TestCase("--settle", "-1s", "90s, 15m, 2h or 1d12h")]
    [TestCase("--checkpoint-every", "0", "must be 1 or more")]
    [TestCase("--format", "xml", "--format")]
    [TestCase("--format", "7", "ndjson, csv, parquet")]
    [TestCase("--csv-escape", "none", "--csv-escape requires --format csv. Add that, or omit --csv-escape.")]
    [TestCase("--limit", "0", "--limit must be 1 or more, not 0.")]
    [TestCase("--report", "xml", "--report must be json, not 'xml'.")]
    [TestCase("--refresh", "often", "90s, 15m, 2h or 1d12h")]
    [TestCase("--columns", "id,prompt", "there is no field 'prompt'")]
    [TestCase("--columns", "id,response_head", "the field response_head takes a request for each log")]
    [TestCase("--columns", "id,id", "names a field twice")]
    [TestCase("--compress", "1", "none, gzip, zstd")]
    [TestCase("--settle", "999999999w", "longer than the maximum of 365d")]
    [TestCase("--filter", "created_at lt 1h", "--since and --until")]
    [TestCase("--filter", "model like gpt", "eq, neq, contains, lt, gt")]
    public async Task An_invalid_option_is_a_usage_error_and_creates_no_files(string option, string value, string expected)
    {
        var run = await ExportAsync("logs", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(expected));
        Assert.That(Directory.EnumerateFileSystemEntries(GetPath(".")), Is.Empty);
    }
}
