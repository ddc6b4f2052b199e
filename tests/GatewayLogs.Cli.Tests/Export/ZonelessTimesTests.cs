using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Cli.Export;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Exports convert created_at and updated_at to UTC for every format that the service may use.</summary>
public partial class ZonelessTimesTests
{
    /// <summary>Time formats without a zone, which are UTC, including one with an escaped colon; and time formats with a zone.</summary>
    private static readonly string[] s_forms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.f", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd'T'HH:mm:ss.fff",
        "yyyy-MM-dd HH:mm:ss.ffffff",
        "yyyy-MM-dd'T'HH:mm:ss.fffffff", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH~mm:ss", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        "yyyy-MM-dd HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", "yyyy-MM-dd'T'HH:mm:ss'z'",
    ];

    private static readonly string[] s_offsetForms = ["yyyy-MM-dd'T'HH:mm:ss.fffzzz", "yyyy-MM-dd HH:mm:sszzz"];

    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private static Gen<Row> Rows =>
        from created in Times
        from updated in Times
        from layout in Gen.Elements(
            """{"id":"ID","created_at":"C","updated_at":"U","model":"m"}""",
            """{"updated_at":"U","model":"m","created_at":"C","id":"ID"}""",
            """{"id":"ID","updated_at":"U","timings":{"created_at":"2001-01-01 00:00:00"},"created_at":"C"}""",
            """{"new":["2001-01-01 00:00:00",{"updated_at":"x"}],"id":"ID","created_at":"C","updated_at":"U"}""",
            """{"id":"ID","Created_At":"C","updated\u005fat":"U"}""",
            """{"id":"ID","created_at":"C","updated_at":null}""",
            """{"id":"ID","created_at":"C"}""",
            "{\"id\":\"ID\",\n\"created_at\":\"C\",\n\"updated_at\":\"U\"}")
        select new Row(created, updated, layout);

    private static Gen<Time> Times =>
        from ticks in Gen.Choose(0, 600_000_000)
        from form in Gen.Elements(s_forms.Concat(s_offsetForms).ToArray())
        from hours in Gen.Choose(-12, 14)
        select Time.Create(
            new DateTimeOffset(2026, 8, 5, 8, 1, 32, TimeSpan.Zero).AddTicks((long)ticks * 7919 + 1),
            form,
            s_offsetForms.Contains(form) ? hours : 0);

    /// <summary>A row of the service.</summary>
    private sealed record Row(Time Created, Time Updated, string Layout)
    {
        public string Json(string id) =>
            Layout.Replace("ID", id, StringComparison.Ordinal)
                .Replace("\"C\"", $"\"{Created.Text}\"", StringComparison.Ordinal)
                .Replace("\"U\"", $"\"{Updated.Text}\"", StringComparison.Ordinal);

        public string Expected(string id) => $"{id}|{Created.Expected}|{(Layout.Contains("\"U\"", StringComparison.Ordinal) ? Updated.Expected : "")}";
    }

    /// <summary>A time in the format of the service, and the expected time in an export.</summary>
    private sealed record Time(DateTimeOffset Instant, string Text)
    {
        public string Expected => Show(Instant);

        public static Time Create(DateTimeOffset instant, string form, int hours)
        {
            var text = instant.ToOffset(TimeSpan.FromHours(hours)).ToString(form, CultureInfo.InvariantCulture);

            // The text may have fewer digits than the instant.
            return new Time(
                DateTimeOffset.Parse(text.Replace('~', ':'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    .ToUniversalTime(),
                text.Replace("~", "\\u003a", StringComparison.Ordinal));
        }

        public static string Show(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(\.[0-9]{3})[0-9]{3}")]
    private static partial Regex Fraction { get; }

    [TestCase("Ndjson")]
    [TestCase("Csv")]
    [TestCase("Parquet")]
    public async Task Every_time_is_exported_as_the_same_instant(string format)
    {
        using var service = new RawService();
        var rows = Rows.Sample(Proof.Size(full: 4_000, otherwise: 1_000)).ToList();
        rows.AddRange(
            from created in s_forms
            from updated in s_forms
            select new Row(
                Time.Create(new DateTimeOffset(2026, 8, 6, 8, 1, 32, 561, TimeSpan.Zero), created, 0),
                Time.Create(new DateTimeOffset(2026, 8, 7, 9, 2, 33, 672, TimeSpan.Zero), updated, 0),
                """{"id":"ID","created_at":"C","updated_at":"U"}"""));
        for (var i = 0; i < rows.Count; i++)
        {
            service.Add(rows[i].Created.Instant, rows[i].Json(Id(i)));
        }

        await InProcessExport.RunAsync(service.Client, InProcessExport.Plan(_folder.GetPath("logs"), Enum.Parse<ExportFormat>(format)));

        // Parquet exports have milliseconds, because the writer's statistics of microseconds make readers skip matching row groups.
        string Held(string expected) => format == "Parquet" ? Fraction.Replace(expected, "${1}000") : expected;
        Assert.That(Read(format), Is.EqualTo(rows.Select((row, i) => Held(row.Expected(Id(i))))));
    }

    [TestCase("""{"id":"a","created_at":"2026-08-05 08:01:32","updated_at":"2026-08-05T08:01:33Z"}""",
        """{"id":"a","created_at":"2026-08-05T08:01:32.000Z","updated_at":"2026-08-05T08:01:33Z"}""")]
    [TestCase("""{"id":"a","created_at":"2026-08-05T08:01:32.561","updated_at":"2026-08-05 08:01:33"}""",
        """{"id":"a","created_at":"2026-08-05T08:01:32.561Z","updated_at":"2026-08-05T08:01:33.000Z"}""")]
    [TestCase("""{ "id":"a", "created_at":"2026-08-05T08:01:32.561234Z","updated_at":"never" ,"cost":1.50}""",
        """{ "id":"a", "created_at":"2026-08-05T08:01:32.561234Z","updated_at":"never" ,"cost":1.50}""")]
    [TestCase(
        """{"id":"a","updated_at":"2026-08-05 08:01:33","created_at":"2026-08-05 08:01:32","x":1,"updated_at":"2026-08-05 08:01:34"}""",
        """{"id":"a","updated_at":"2026-08-05T08:01:34.000Z","created_at":"2026-08-05T08:01:32.000Z","x":1,"updated_at":"2026-08-05T08:01:34.000Z"}""")]
    [TestCase("""{"id":"a","\ud800":"x","created_at":"2026-08-05 08:01:32.561234"}""",
        """{"id":"a","\ud800":"x","created_at":"2026-08-05T08:01:32.5612340Z"}""")]
    public async Task All_other_bytes_are_unchanged(string row, string line)
    {
        using var service = new RawService();
        service.Add(new DateTimeOffset(2026, 8, 5, 8, 1, 32, 561, TimeSpan.Zero), row);

        await InProcessExport.RunAsync(service.Client, InProcessExport.Plan(_folder.GetPath("logs")));

        Assert.That(await File.ReadAllTextAsync(_folder.GetPath("logs")), Is.EqualTo(line + "\n"));
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"row-{number:D6}");

    /// <summary>Returns the rows by id. All exported times must have a zone.</summary>
    private IEnumerable<string> Read(string format)
    {
        if (format == "Parquet")
        {
            using var duck = new Duck();
            const string Show = "coalesce(strftime({0} AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%f'), '')";
            return duck.Rows($"SELECT id, {string.Format(CultureInfo.InvariantCulture, Show, "created_at")}, "
                + $"{string.Format(CultureInfo.InvariantCulture, Show, "updated_at")} FROM "
                + $"read_parquet('{_folder.GetPath("logs")}/date=*/*.parquet') ORDER BY id");
        }

        var rows = format == "Ndjson"
            ? File.ReadLines(_folder.GetPath("logs")).Select(ReadLine)
            : File.ReadLines(_folder.GetPath("logs")).Skip(1).Select(line => (IReadOnlyList<string?>)line.Split(',')[..3]);
        return rows.Select(row => $"{row[0]}|{ShowZoned(row[1])}|{ShowZoned(row[2])}").Order(StringComparer.Ordinal);
    }

    private static IReadOnlyList<string?> ReadLine(string line)
    {
        using var text = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None };
        var row = JObject.Load(text);
        return [(string?)row["id"], (string?)row.GetValue("created_at", StringComparison.OrdinalIgnoreCase), (string?)row["updated_at"]];
    }

    private static string ShowZoned(string? text)
    {
        Assert.That(text, Is.Null.Or.Empty.Or.EndsWith("Z"));
        return string.IsNullOrEmpty(text) ? "" : Time.Show(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
    }
}
