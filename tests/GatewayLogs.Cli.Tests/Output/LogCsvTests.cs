using System.Text;
using GatewayLogs.Cli.Output;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class LogCsvTests
{
    private static Task<string> WriteAsync(string columns, params GatewayLog[] logs) => WriteAsync(CsvEscape.Spreadsheet, columns, logs);

    private static async Task<string> WriteAsync(CsvEscape escape, string columns, params GatewayLog[] logs)
    {
        var text = new StringBuilder();
        var csv = new LogCsv(
            (bytes, _) => { text.Append(Encoding.UTF8.GetString(bytes.Span)); return ValueTask.CompletedTask; },
            LogColumn.Parse("--columns", columns),
            escape);
        foreach (var log in logs)
        {
            await csv.WriteAsync([log], CancellationToken.None);
        }

        await csv.CompleteAsync(CancellationToken.None);
        return text.ToString();
    }

    [TestCase("=1+1")]
    [TestCase("+1")]
    [TestCase("-1+cmd|' /C calc'!A0")]
    [TestCase("@SUM(A1)")]
    [TestCase("\t=1")]
    [TestCase("\r=1")]
    [TestCase("\n=1")]
    [TestCase("＝1+1")]
    [TestCase("＋1")]
    [TestCase("－1")]
    [TestCase("＠SUM(A1)")]
    [TestCase("﹦1")]
    public async Task A_formula_gets_a_leading_apostrophe(string model) =>
        Assert.That(await WriteAsync("model", new GatewayLog { Id = "a", Model = model }), Does.Match("(?s)^model\n\"?'"));

    [Test]
    public async Task Without_escaping_text_is_unchanged() => Assert.That(
        await WriteAsync(CsvEscape.None, "model", new GatewayLog { Id = "a", Model = "@cf/meta/llama-3.1-8b-instruct" }),
        Is.EqualTo("model\n@cf/meta/llama-3.1-8b-instruct\n"));

    [Test]
    public async Task Numbers_stay_numbers_and_times_are_in_utc() => Assert.That(
        await WriteAsync("id,feedback,cost,created_at,success", new GatewayLog
        {
            Id = "a", Feedback = -1, Cost = 0.0000000000000001m, Success = true, CreatedAt = new DateTimeOffset(2026, 8, 5, 10, 0, 0, TimeSpan.FromHours(2)),
        }),
        Is.EqualTo("id,feedback,cost,created_at,success\na,-1,0.0000000000000001,2026-08-05T08:00:00.000Z,true\n"));

    [Test]
    public async Task Metadata_gets_an_apostrophe_if_it_is_text_but_not_if_it_is_a_number() => Assert.That(
        await WriteAsync("metadata.text,metadata.number,metadata", new GatewayLog
        {
            Id = "a",
            Metadata = new GatewayLogMetadata { ["text"] = "-1+1", ["number"] = -1.5m },
        }),
        Is.EqualTo("metadata.text,metadata.number,metadata\n\"'-1+1\",-1.5,\"{\"\"text\"\":\"\"-1+1\"\",\"\"number\"\":-1.5}\"\n"));

    [TestCase(-1.5e300, "-1.5E+300")]
    [TestCase(-3L, "-3")]
    public async Task Every_type_of_number_stays_a_number(object number, string expected) => Assert.That(
        await WriteAsync("metadata.number", new GatewayLog { Id = "a", Metadata = new GatewayLogMetadata { ["number"] = new JValue(number) } }),
        Is.EqualTo($"metadata.number\n{expected}\n"));

    [Test]
    public async Task Quotes_commas_and_line_breaks_are_quoted() =>
        Assert.That(await WriteAsync("model,provider", new GatewayLog { Id = "a", Model = "a\"b,c\nd", Provider = "é" }),
            Is.EqualTo("model,provider\n\"a\"\"b,c\nd\",é\n"));

    [Test]
    public async Task The_header_is_written_once()
    {
        Assert.That(await WriteAsync("id"), Is.EqualTo("id\n"));
        Assert.That(await WriteAsync("id", new GatewayLog { Id = "a" }, new GatewayLog { Id = "b" }), Is.EqualTo("id\na\nb\n"));
    }
}
