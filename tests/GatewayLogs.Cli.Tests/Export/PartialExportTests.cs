using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Exports of some columns, or of some logs.</summary>
public class PartialExportTests : ExportTests
{
    private const string Columns = "id,created_at,model,cost,metadata.team,status_code";

    private protected override int Logs => 120;

    [Test]
    public async Task Columns_have_the_values_that_list_prints([Values("", "request")] string bodies)
    {
        var list = await CliRunner.RunAsync(Emulator, "list", "--all", "--oldest-first", "--json", Columns);
        string[] options = ["--columns", Columns, .. bodies.Length > 0 ? (string[])["--with-bodies", bodies] : []];
        await ExportWithSuccessAsync("logs.ndjson", options);
        await ExportWithSuccessAsync("logs.csv", options);
        await ExportWithSuccessAsync("logs.parquet", options);

        using var duck = new Duck();
        List<string> Read(string table) => duck.Rows(
            $"SELECT id, epoch_ms(created_at::TIMESTAMPTZ), model, round(cost::DOUBLE, 9), \"metadata.team\", status_code FROM {table} ORDER BY id");
        var ndjson = Read($"read_ndjson('{GetPath("logs.ndjson")}')");
        Assert.That(Read($"read_csv('{GetPath("logs.csv")}', header = true, quote = '\"', escape = '\"')"), Is.EqualTo(ndjson));
        Assert.That(Read($"read_parquet('{GetPath("logs.parquet")}/date=*/*.parquet')"), Is.EqualTo(ndjson));
        Assert.That(GetLines("logs.csv")[0], Does.StartWith(Columns));
        if (bodies.Length == 0)
        {
            Assert.That(GetLines("logs.ndjson"), Is.EqualTo(list.Output.TrimEnd().Split('\n')));
        }
        else
        {
            Assert.That(GetLines("logs.ndjson"), Is.All.Contains("\"request_body_state\""));
        }
    }

    [TestCase("logs.ndjson")]
    [TestCase("logs.csv")]
    [TestCase("logs.parquet")]
    public async Task Columns_with_an_id_can_be_read_again(string name)
    {
        await ExportWithSuccessAsync(name, "--columns", Columns);

        var run = await CliRunner.RunAsync(null, "count", "--from", GetPath(name), "--model", "gpt-4o");

        Assert.That(run.Output, Is.EqualTo((await CliRunner.RunAsync(Emulator, "count", "--model", "gpt-4o")).Output), run.Error);
    }

    [TestCase("logs.ndjson")]
    [TestCase("logs.csv.gz")]
    [TestCase("logs.parquet")]
    public async Task A_limit_exports_the_oldest_logs_once(string name)
    {
        await ExportWithSuccessAsync(name, "--limit", "70", "--checkpoint-every", "20");
        var again = await ExportAsync(name, "--limit", "70", "--checkpoint-every", "20");

        var list = await CliRunner.RunAsync(Emulator, "list", "--oldest-first", "--limit", "70", "--json");
        var file = await CliRunner.RunAsync(null, "list", "--all", "--oldest-first", "--json", "--from", GetPath(name));
        Assert.That(again.Error, Does.StartWith("0 new rows, 70 in all"));
        Assert.That(file.Output, Is.EqualTo(list.Output));
    }

    [TestCase("logs.csv")]
    [TestCase("logs.parquet")]
    public async Task A_report_summarizes_a_run(string name)
    {
        var sent = Emulator.Requests.Count;

        var run = await ExportAsync(name, "--since", "2020-01-01", "--quiet", "--report", "json");

        var report = JObject.Parse(run.Output);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(((int)report["new_rows"]!, (int)report["rows"]!, (bool)report["complete"]!), Is.EqualTo((120, 120, true)));
        Assert.That((int)report["requests"]!, Is.EqualTo(Emulator.Requests.Count - sent));
        Assert.That(run.Output, Does.Contain("\"from\":\"2020-01-01T00:00:00.000Z\"").And.Match("\"to\":\"20[0-9-]{8}T[0-9:.]{12}Z\""));
        Assert.That((int)report["duration_ms"]!, Is.Positive);
        var files = name == "logs.csv" ? [GetPath(name)] : Directory.GetFiles(GetPath(name), "*.parquet", SearchOption.AllDirectories);
        Assert.That(report["files"]!.Select(file => (string)file!), Is.EqualTo(files.Order()));
    }

    [Test]
    public async Task A_failed_run_has_a_report_as_well()
    {
        var run = await ExportAsync("logs", "--api-token", "wrong", "--report", "json");

        Assert.That((run.ExitCode, run.Error.Split('\n').Length), Is.EqualTo((4, 2)));
        Assert.That(run.Output, Does.StartWith("{\"new_rows\":0,\"rows\":0,").And.Contain("\"complete\":false"));
    }
}
