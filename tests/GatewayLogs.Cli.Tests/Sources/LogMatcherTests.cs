using GatewayLogs.Cli.Sources;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Conditions on files select the same logs as the emulator selects.</summary>
public class LogMatcherTests
{
    private static readonly string[] s_texts = ["gpt-4o", "GPT-4o", "openai", "search", "2", "true", "200", "", "ü"];

    private static readonly string[] s_numbers = ["0", "1", "-1", "2", "0.001", "100", "12.5", "2e2"];

    private GatewayLogsEmulator _emulator;

    private GatewayLogsClient _client;

    private List<GatewayLog> _logs;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 3, Logs = 150 });
        _client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = _emulator.AccountId, GatewayId = _emulator.GatewayId, ApiToken = _emulator.ApiToken,
            BaseAddress = _emulator.BaseAddress, RateLimit = null,
        });
        _logs = await ListAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [Test]
    public async Task Every_condition_selects_the_same_logs(
        [Values(
            "id", "created_at", "request_content_type", "response_content_type", "request_type", "success", "cached", "provider", "model", "model_type", "cost",
            "tokens_in", "tokens_out", "duration", "feedback", "event_id", "metadata.key", "metadata.value", "authentication", "wholesale",
            "dlp_action", "user_agent")]
        string key,
        [Values] GatewayLogFilterOperator @operator)
    {
        var isText = Cli.Output.LogColumn.RowFields.FirstOrDefault(column => column.Name == key)?.Kind is null or Cli.Output.FieldKind.Text;
        if (!isText && @operator == GatewayLogFilterOperator.Contains)
        {
            Assert.That(
                () => new LogMatcher(new GatewayLogQuery { Filters = [new GatewayLogFilter(key, @operator, "1")] }),
                Throws.TypeOf<FormatException>().With.Message.Contains($"--filter '{key} contains …' cannot be used with --from"));
            return;
        }

        foreach (var values in GetValues(key))
        {
            var filter = new GatewayLogFilter(key, @operator, values);

            var expected = await ListAsync(filter);

            var matcher = new LogMatcher(new GatewayLogQuery { Filters = [filter] });
            Assert.That(_logs.Where(matcher.Matches).Select(log => log.Id), Is.EqualTo(expected.Select(log => log.Id)), string.Join(", ", values));
        }
    }

    [Test]
    public async Task Entries_match_by_name_and_value()
    {
        GatewayLogFilter[][] queries =
        [
            [LogFilter.Metadata("team", "search")],
            [LogFilter.Metadata("retry", "2")],
            [LogFilter.Metadata("team", "search", "support")],
            [LogFilter.MetadataKey.EqualTo("team"), LogFilter.MetadataValue.EqualTo("search")],
            [LogFilter.Metadata("team", "search"), LogFilter.Success.EqualTo(false)],
        ];
        foreach (var filters in queries)
        {
            var matcher = new LogMatcher(new GatewayLogQuery { Filters = filters });

            Assert.That(_logs.Where(matcher.Matches).Select(log => log.Id), Is.EqualTo((await ListAsync(filters)).Select(log => log.Id)));
        }
    }

    /// <summary>Returns values from the logs and others, also several values and null.</summary>
    private IEnumerable<IReadOnlyList<object?>> GetValues(string key)
    {
        object?[] found = key switch
        {
            "created_at" => [.. _logs.Where((_, i) => i % 40 == 3).Select(log => (object?)log.CreatedAt)],
            "success" or "cached" or "authentication" or "wholesale" => [true, false],
            "cost" or "tokens_in" or "tokens_out" or "duration" or "feedback" =>
                [.. s_numbers.Select(
                    text => (object?)decimal.Parse(
                        text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture)), _logs[5].Cost
                            ?? 0, _logs[5].TokensIn ?? 0],
            "metadata.key" => ["team", "retry", "tea", .. s_texts],
            "id" => [_logs[4].Id, _logs[4].Id[..9], .. s_texts],
            _ => [.. _logs.Select(log => Cli.Output.LogColumn.All.FirstOrDefault(column => column.Name == key)?.Value(log)).Distinct().Take(
                4).Select(value => value ?? "x"), .. s_texts],
        };
        return [.. found.Select(value => (IReadOnlyList<object?>)[value]), [found[0], found[1]], [null], [found[0], null]];
    }

    private async Task<List<GatewayLog>> ListAsync(params GatewayLogFilter[] filters) => await _client.ListAllLogsAsync(
        new GatewayLogQuery { Filters = filters }, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }).ToListAsync();
}
