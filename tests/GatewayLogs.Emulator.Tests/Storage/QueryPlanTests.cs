using GatewayLogs.Emulator.Queries;
using GatewayLogs.Emulator.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>Verifies that SQLite executes the queries with an index and without sorting.</summary>
public sealed class QueryPlanTests
{
    private TemporaryFolder _folder;
    private SqliteConnection _connection;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _folder = new TemporaryFolder();
        var path = _folder.GetPath("logs.db");
        await using (await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 5_000, DatabasePath = path }))
        {
        }

        _connection = new SqliteConnection($"Data Source={path}");
        await _connection.OpenAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        SqliteConnection.ClearPool(_connection);
        _connection.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_page_is_read_from_the_index_of_its_sort_order(
        [Values("created_at", "provider", "model", "model_type", "success", "cached")] string order,
        [Values("asc", "desc")] string direction,
        [ValueSource(nameof(VisibilityCases))] VisibilityCase visibility)
    {
        var plan = PlanOfPage($"?order_by={order}&order_by_direction={direction}&page=90", visibility);

        Assert.That(plan, Does.Match($"^SCAN logs USING INDEX logs_by_{order}$"));
    }

    [TestCase("created_at", "gt", "\"2026-10-20T00:00:00.000Z\"", "created_at")]
    [TestCase("created_at", "lt", "\"2026-10-20T00:00:00.000Z\"", "created_at")]
    [TestCase("success", "eq", "false", "success")]
    [TestCase("model", "eq", "\"gpt-4o\"", "model")]
    [TestCase("provider", "eq", "\"anthropic\"", "provider")]
    [TestCase("id", "eq", "\"x\"", "id")]
    [TestCase("event_id", "eq", "\"x\"", "event_id")]
    public void A_filtered_page_sorted_by_time_is_read_from_an_index(string key, string operation, string values, string index)
    {
        var plan = PlanOfPage(Filter(key, operation, values) + "&order_by=created_at", VisibilityCase.Plain);

        Assert.That(plan, Does.StartWith($"SEARCH logs USING INDEX logs_by_{index} ("));
        Assert.That(plan, Does.Not.Contain("SCAN").And.Not.Contain("TEMP B-TREE"));
    }

    [TestCase("created_at", "gt", "\"2026-10-20T00:00:00.000Z\"", "logs_by_created_at")]
    [TestCase("provider", "eq", "\"anthropic\"", "logs_by_provider")]
    [TestCase("model", "eq", "\"gpt-4o\",\"x\"", "logs_by_model")]
    [TestCase("model_type", "eq", "\"x\"", "logs_by_model_type")]
    [TestCase("success", "eq", "false", "logs_by_success")]
    [TestCase("cached", "eq", "true", "logs_by_cached")]
    [TestCase("cost", "gt", "0.01", "logs_by_cost")]
    [TestCase("tokens_in", "lt", "20", "logs_by_tokens_in")]
    [TestCase("tokens_out", "gt", "400", "logs_by_tokens_out")]
    [TestCase("tokens", "gt", "1100", "logs_by_tokens")]
    [TestCase("duration", "gt", "9000", "logs_by_duration")]
    [TestCase("feedback", "eq", "-1", "logs_by_feedback")]
    [TestCase("event_id", "eq", "\"x\"", "logs_by_event_id")]
    public void A_filtered_count_searches_a_covering_index(string key, string operation, string values, string index) =>
        Assert.That(PlanOfCount(Filter(key, operation, values)), Does.StartWith($"SEARCH logs USING COVERING INDEX {index} (").And.Not.Contain("SCAN"));

    [TestCase("metadata.key", "eq", "\"beta\"", "metadata_by_key")]
    [TestCase("metadata.value", "eq", "\"acme\"", "metadata_by_value")]
    public void A_count_by_metadata_searches_the_metadata_index(string key, string operation, string values, string index) =>
        Assert.That(PlanOfCount(Filter(key, operation, values)), Does.Contain($"SEARCH log_metadata USING COVERING INDEX {index}").And.Not.Contain("SCAN"));

    [Test]
    public void A_count_of_everything_reads_an_index_and_not_the_table() =>
        Assert.That(PlanOfCount(""), Does.StartWith("SCAN logs USING COVERING INDEX"));

    private static VisibilityCase[] VisibilityCases() => Enum.GetValues<VisibilityCase>();

    private string PlanOfPage(string query, VisibilityCase visibility)
    {
        var list = Read(query);
        return Plan(LogReader.PageSql(GetVisibility(visibility).Rows, list), list);
    }

    private string PlanOfCount(string query)
    {
        var list = Read(query);
        return Plan(ResultInfo.CountSql(GetVisibility(VisibilityCase.Plain).CountedRows, list.Conditions.Where), list);
    }

    private static ListQuery Read(string query)
    {
        var reader = new QueryReader(new QueryString(query));
        var list = ListQuery.Read(reader, new EmulatorQuirks());
        Assert.That(reader.Errors, Is.Empty);
        return list;
    }

    private static Visibility GetVisibility(VisibilityCase visibility) => visibility == VisibilityCase.Plain
        ? new Visibility(new EmulatorQuirks(), Noon, hasPendingDeletions: false)
        : new Visibility(new EmulatorQuirks { LateRows = TimeSpan.FromSeconds(1), CostNullAtFirst = TimeSpan.FromSeconds(1) }, Noon, hasPendingDeletions: true);

    private string Plan(string sql, ListQuery list, Action<SqliteCommand>? bind = null)
    {
        using var command = LogDatabase.Command(_connection, "EXPLAIN QUERY PLAN " + sql);
        GetVisibility(VisibilityCase.Quirky).BindTo(command);
        list.Conditions.BindTo(command);
        bind?.Invoke(command);
        command.Parameters.AddWithValue("$limit", 50);
        command.Parameters.AddWithValue("$offset", 4_450);
        using var rows = command.ExecuteReader();
        List<string> steps = [];
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        return string.Join('\n', steps);
    }

    public enum VisibilityCase
    {
        Plain,
        Quirky,
    }
}
