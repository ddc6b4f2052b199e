using System.Net;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>The client against the emulator over a loopback socket. They share the OpenAPI document but no type.</summary>
public class ClientAgainstEmulatorTests
{
    private GatewayLogsEmulator _emulator;

    private GatewayLogsClient _client;

    [SetUp]
    public async Task StartAsync()
    {
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 120 });
        _client = new GatewayLogsClient(Options());
    }

    [TearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    private GatewayLogsClientOptions Options() => new()
    {
        AccountId = _emulator.AccountId,
        GatewayId = _emulator.GatewayId,
        ApiToken = _emulator.ApiToken,
        BaseAddress = _emulator.BaseAddress,
    };

    private async Task<List<GatewayLog>> AllAsync(GatewayLogQuery? query = null)
    {
        var logs = new List<GatewayLog>();
        await foreach (var log in _client.ListAllLogsAsync(query))
        {
            logs.Add(log);
        }

        return logs;
    }

    private async Task<GatewayLog> FirstAsync() => (await _client.ListLogsAsync()).Logs[0];

    [Test]
    public async Task A_page_is_sorted_and_reports_the_total_count()
    {
        var page = await _client.ListLogsAsync(new GatewayLogQuery { PerPage = 50, OrderByDirection = GatewayLogOrderDirection.Descending });

        Assert.Multiple(() =>
        {
            Assert.That(page.Logs, Has.Count.EqualTo(50));
            Assert.That(page.Logs.Select(log => log.CreatedAt), Is.Ordered.Descending);
            Assert.That((page.Info.Page, page.Info.PerPage, page.Info.Count, page.Info.TotalCount), Is.EqualTo((1, 50, 50, 120L)));
            Assert.That(page.HttpResponse.RayId, Is.Not.Empty);
            Assert.That(page.HttpResponse.RateLimit, Is.Not.Null);
        });
    }

    [Test]
    public async Task Enumerating_returns_every_log_once()
    {
        var logs = await AllAsync(new GatewayLogQuery { PerPage = 50 });

        Assert.That(logs.Select(log => log.Id).Distinct().ToList(), Has.Count.EqualTo(120));
        Assert.That(logs, Has.Count.EqualTo(120));
    }

    [Test]
    public async Task A_filter_is_applied()
    {
        var all = await AllAsync();
        var filter = new GatewayLogFilter(GatewayLogFilterKey.Model, GatewayLogFilterOperator.Equal, "gpt-4o");

        var filtered = await AllAsync(new GatewayLogQuery { Filters = [filter] });

        Assert.That(filtered, Is.Not.Empty);
        Assert.That(filtered.Select(log => log.Id), Is.EqualTo(all.Where(log => log.Model == "gpt-4o").Select(log => log.Id)));
    }

    [Test]
    public async Task A_listed_log_equals_the_log_fetched_by_its_id()
    {
        var row = await FirstAsync();

        var detail = await _client.GetLogAsync(row.Id);

        Assert.Multiple(() =>
        {
            Assert.That(
                (detail.Id, detail.CreatedAt, detail.UpdatedAt, detail.Provider, detail.Model, detail.Path, detail.Duration, detail.Success),
                Is.EqualTo((row.Id, row.CreatedAt, row.UpdatedAt, row.Provider, row.Model, row.Path, row.Duration, row.Success)));
            Assert.That(
                (detail.Cached, detail.Cost, detail.TokensIn, detail.TokensOut, detail.StatusCode, detail.Step, detail.RequestType),
                Is.EqualTo((row.Cached, row.Cost, row.TokensIn, row.TokensOut, row.StatusCode, row.Step, row.RequestType)));
            Assert.That(detail.RequestSize, Is.Positive);
            Assert.That(detail.RequestHead, Is.Not.Empty);
        });
    }

    [Test]
    public async Task The_bodies_match_the_detail_of_the_log()
    {
        var detail = await _client.GetLogAsync((await FirstAsync()).Id);

        using var request = await _client.GetLogRequestAsync(detail.Id);
        using var response = await _client.GetLogResponseAsync(detail.Id);

        var stored = _emulator.Ledger().Single(entry => entry.Id == detail.Id);
        var (requestBytes, responseBytes) = (await request.ReadAsBytesAsync(), await response.ReadAsBytesAsync());
        Assert.Multiple(() =>
        {
            Assert.That((requestBytes.Length, responseBytes.Length), Is.EqualTo((detail.RequestSize, detail.ResponseSize)));
            Assert.That((Sha256.Of(requestBytes.Span), Sha256.Of(responseBytes.Span)), Is.EqualTo((stored.RequestSha256, stored.ResponseSha256)));
        });
    }

    [Test]
    public async Task An_update_changes_only_the_fields_it_sets()
    {
        var id = (await FirstAsync()).Id;

        await _client.UpdateLogAsync(id, new GatewayLogUpdate { Feedback = 1, Score = 80, Metadata = new GatewayLogMetadata { ["team"] = "search" } });
        await _client.UpdateLogAsync(id, new GatewayLogUpdate { Score = null });
        var log = await _client.GetLogAsync(id);

        Assert.That((log.Feedback, log.Score, (string?)log.Metadata!["team"]), Is.EqualTo((1m, (decimal?)null, "search")));
    }

    [Test]
    public async Task A_deletion_removes_exactly_the_matching_logs()
    {
        var all = await AllAsync();
        var filter = new GatewayLogFilter(GatewayLogFilterKey.Model, GatewayLogFilterOperator.Equal, "gpt-4o");

        await _client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [filter] });

        Assert.That((await AllAsync()).Select(log => log.Id), Is.EqualTo(all.Where(log => log.Model != "gpt-4o").Select(log => log.Id)));
    }

    [Test]
    public async Task A_missing_log_is_reported_as_not_found()
    {
        var exception = await Failure.OfAsync<GatewayLogsException>(() => _client.GetLogAsync("01J00000000000000000000000"));

        Assert.That((exception.StatusCode, exception.Errors.Single().Code), Is.EqualTo((HttpStatusCode.NotFound, 7002)));
    }

    [Test]
    public async Task An_unknown_token_is_rejected_and_is_not_in_the_message()
    {
        var options = Options();
        options.ApiToken = "canary-token-7Qx";

        var exception = await Failure.OfAsync<GatewayLogsException>(() => new GatewayLogsClient(options).ListLogsAsync());

        Assert.Multiple(() =>
        {
            Assert.That(exception.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(exception.RayId, Is.Not.Empty);
            Assert.That(exception.ToString(), Does.Not.Contain("canary-token-7Qx"));
        });
    }
}
