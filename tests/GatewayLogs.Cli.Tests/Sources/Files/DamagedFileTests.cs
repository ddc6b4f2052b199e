using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Selecting;
using GatewayLogs.Cli.Sources;

namespace GatewayLogs.Tests;

/// <summary>A file that is damaged, or was not written by an export, ends the command with a line that names the place.</summary>
public class DamagedFileTests : ExportTests
{
    private protected override int Logs => 40;

    private const string Header = "id,created_at,tokens_in,cached,metadata,other_fields";

    [TestCase("line 2: the row is not complete JSON", "{\"id\":\"1\"}\n{\"id\":\"2\",\"mo")]
    [TestCase("line 2: the row is not complete JSON", "{\"id\":\"1\"}\nhello\n")]
    [TestCase("line 1: the row is not complete JSON", "{\n  \"id\": \"1\"\n}\n")]
    [TestCase("line 1: the row has no id", "{\"Metadata\":{}}\n")]
    [TestCase("line 1: the line is neither a JSON object nor a CSV header with the column id", "[{\"id\":\"1\"}]")]
    [TestCase("line 1: the line is neither a JSON object nor a CSV header with the column id", "hello world\n")]
    [TestCase("line 1: the line is neither a JSON object nor a CSV header with the column id", "\u0089PNG\r\n")]
    [TestCase("line 3: the row has another number of cells than the header, or a quote is missing", Header + "\n1,,,,,\n2,\n")]
    [TestCase("line 2: the row has another number of cells than the header, or a quote is missing", Header + "\n\"1,,,,,\n2,,,,,\n")]
    [TestCase("line 3: tokens_in is not a value of its type", Header + "\n1,,,,,\n2,,many,,,\n")]
    [TestCase("line 2: cached is not a value of its type", Header + "\n2,,,yes,,\n")]
    [TestCase("line 2: the row is not complete JSON", Header + "\n2,,,,{,\n")]
    [TestCase("line 2: the row is not complete JSON", Header + "\n2,,,,,{\n")]
    [TestCase("line 2: the row has no id", Header + "\n,,5,,,\n")]
    public async Task The_line_is_named(string problem, string content)
    {
        await File.WriteAllTextAsync(GetPath("logs"), content);

        var run = await CliRunner.RunAsync(null, "list", "--json", "--from", GetPath("logs"));

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((
            1, "", $"gwlogs: {GetPath("logs")}, {problem}. Expected a file as gwlogs export writes it. Export the logs again, or omit the file.\n")));
    }

    [Test]
    public async Task A_cut_file_is_never_read_as_a_shorter_one(
        [Values("ndjson", "csv", "parquet")] string format, [Values("gzip", "zstd")] string compression, [Values(0.02, 0.5, 0.98, 0.9999)] double part)
    {
        await ExportWithSuccessAsync("logs", "--format", format, "--compress", compression);
        var path = format == "parquet" ? Directory.EnumerateFiles(GetPath("logs"), "*.parquet", SearchOption.AllDirectories).First() : GetPath("logs");
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(int)(bytes.Length * part)]);

        var failure = await Assert.ThrowsAsync<CommandFailedException>(
            () => new ExportedFiles(GetPath("logs")).CountAsync(new GatewayLogQuery(), StatusSelection.Parse([]), CancellationToken.None));

        Assert.That(failure!.ExitCode, Is.EqualTo(1));
        Assert.That(failure.Message, Does.StartWith($"{path}, ").And.Contain("damaged or cut"));
    }

    [Test]
    public async Task A_damaged_byte_causes_no_other_exception(
        [Values("ndjson", "csv", "parquet")] string format, [Values("none", "gzip", "zstd")] string compression)
    {
        await ExportWithSuccessAsync("logs", "--format", format, "--compress", compression);
        var path = format == "parquet" ? Directory.EnumerateFiles(GetPath("logs"), "*.parquet", SearchOption.AllDirectories).First() : GetPath("logs");
        var bytes = await File.ReadAllBytesAsync(path);
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            await File.WriteAllBytesAsync(path, damaged);

            try
            {
                await using var files = new ExportedFiles(GetPath("logs"));
                await files.ReadAsync(new GatewayLogQuery(), null, CancellationToken.None).CountAsync();
            }
            catch (CommandFailedException failure)
            {
                Assert.That(failure.Message, Does.StartWith($"{path}, "));
            }
        }
    }
}
