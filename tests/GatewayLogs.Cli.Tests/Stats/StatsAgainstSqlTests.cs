using System.Globalization;
using GatewayLogs.Cli.Stats;
using GatewayLogs.Emulator;
using Microsoft.Data.Sqlite;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Compares the figures of <c>gwlogs stats</c> for a hundred thousand logs with SQL over the emulator's database.</summary>
public class StatsAgainstSqlTests
{
    private static readonly int s_logs = Proof.Size(100_000, otherwise: 20_000, quick: 4_000);

    [Test]
    public async Task Every_figure_of_every_model_equals_that_of_sql()
    {
        using var folder = new TemporaryFolder();
        var path = folder.GetPath("logs.db");
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = s_logs, DatabasePath = path });
        var client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = emulator.AccountId,
            GatewayId = emulator.GatewayId,
            ApiToken = emulator.ApiToken,
            BaseAddress = emulator.BaseAddress,
            RateLimit = null,
        });
        var keys = GroupKey.ParseAll("model");
        var report = new StatsReport(keys, StatsOrder.Parse("model", null, keys));

        await foreach (var log in client.ListAllLogsAsync())
        {
            report.Add(log);
        }

        Assert.That(StatsLines.Get(report).Select(Read), Is.EqualTo(await FiguresAsync(path)));
        Assert.That(report.Total.Calls, Is.EqualTo(s_logs));
    }

    /// <summary>Formats a JSON line as text. Numbers are parsed as decimals, because doubles would round the cost.</summary>
    private static string Read(string line)
    {
        using var reader = new JsonTextReader(new StringReader(line)) { FloatParseHandling = FloatParseHandling.Decimal };
        return string.Join(' ', JObject.Load(reader).Properties().Select(
            property => Convert.ToString(((JValue)property.Value).Value, CultureInfo.InvariantCulture)));
    }

    private static async Task<List<string>> FiguresAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH ranked AS (
                SELECT *, row_number() OVER (PARTITION BY model ORDER BY duration) AS rank, count(*) OVER (PARTITION BY model) AS calls FROM logs
            )
            SELECT model, calls, sum(NOT success), sum(cached), sum(coalesce(tokens_in, 0)), sum(coalesce(tokens_out, 0)), group_concat(coalesce(cost, '0'), ' '),
                   min(duration) FILTER (WHERE 100 * rank >= 50 * calls),
                   min(duration) FILTER (WHERE 100 * rank >= 95 * calls),
                   min(duration) FILTER (WHERE 100 * rank >= 99 * calls),
                   sum(tokens_in IS NULL), sum(tokens_out IS NULL), sum(cost IS NULL)
            FROM ranked GROUP BY model ORDER BY model
            """;
        await using var row = await command.ExecuteReaderAsync();
        List<string> figures = [];
        while (await row.ReadAsync())
        {
            // SQLite has no decimal type, so the costs are summed here.
            var cost = row.GetString(6).Split(' ').Sum(text => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
            figures.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.GetString(0)} {row.GetInt64(1)} {row.GetInt64(2)} {row.GetInt64(3)} {row.GetInt64(4)} {row.GetInt64(5)} "
                + $"{cost:0.############################} {row.GetInt64(7)} {row.GetInt64(8)} {row.GetInt64(9)} {row.GetInt64(10)} "
                + $"{row.GetInt64(11)} {row.GetInt64(12)}"));
        }

        return figures;
    }
}
