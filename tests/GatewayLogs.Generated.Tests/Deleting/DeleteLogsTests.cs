using System.Globalization;
using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>Tests of DeleteLogsAsync.</summary>
[Category("DeleteGatewayLogs")]
[Parallelizable(ParallelScope.All)]
public class DeleteLogsTests
{
    private const long Now = HastyTime.Now;

    /// <summary>Sends only the DELETE request, for tests shared by all operations.</summary>
    internal static Task DeleteGatewayLogsAsync(GatewayLogsClient client, CancellationToken token) =>
        client.SendDeleteAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true }, cancellationToken: token);

    private static DeletionModel Model(int count, Deviations? deviations = null, Func<int, ModelLog>? log = null)
    {
        var model = new DeletionModel(1, new HastyTime(), deviations ?? new Deviations());
        for (var i = 0; i < count; i++)
        {
            var id = i.ToString("D4", CultureInfo.InvariantCulture);
            model.Logs.Add((log?.Invoke(i) ?? new ModelLog("", Now - 1_000_000 + i, i % 2 == 0 ? "a" : "b")) with { Id = id });
        }

        return model;
    }

    private static GatewayLogDeleteQuery OfIds(params string[] ids) =>
        new() { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. ids])] };

    private static GatewayLogDeleteQuery OfModel(string model) => new() { Filters = [LogFilter.Model.EqualTo(model)] };

    [Test]
    public async Task Deleting_one_log_by_id_takes_five_requests()
    {
        using var model = Model(10);

        var report = await model.Client().DeleteLogsAsync(OfIds("0003"));

        Assert.That((model.Lists, model.Deletions), Is.EqualTo((4, new[] { ("""[{"key":"id","operator":"eq","value":["0003"]}]""", 1) })));
        Assert.That(model.Logs, Has.Count.EqualTo(9));
        Assert.That(
            (report.Selected, report.Verified, report.Requests, report.Requested, report.Observed, report.Remaining, report.IsComplete),
            Is.EqualTo((1L, 1L, 1, 1L, 1L, 0L, true)));
        Assert.That((report.ProbeId, report.DeletedIds, report.RayIds, report.Missing),
            Is.EqualTo(("0003", new[] { "0003" }, new[] { "ray-1" }, Array.Empty<string>())));
        Assert.That((report.TotalBefore, report.TotalAfter, report.CreatedBefore), Is.EqualTo((10L, 9L, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task The_first_requests_probe_single_logs_and_the_rest_delete_by_ids()
    {
        using var model = Model(200);

        var report = await model.Client().DeleteLogsAsync(OfModel("a"));

        Assert.That(model.Deletions.Select(deletion => (deletion.Limit, Ids: deletion.Filters.Split("\"value\":")[1].Split(',').Length)),
            Is.EqualTo(new[] { (1, 1), (1, 2), (50, 50), (48, 48) }));
        Assert.That(model.Deletions.Select(deletion => deletion.Filters), Is.All.StartsWith("""[{"key":"id",""").And.All.Not.Contains("model"));
        Assert.That(model.Deletions[0].Filters, Does.Contain("0098"));
        Assert.That(model.Logs.Select(log => log.Model), Is.All.EqualTo("b").And.Exactly(100).Items);
        Assert.That((report.Observed, report.IsComplete), Is.EqualTo((100L, true)));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(60)]
    public async Task At_most_the_limit_is_deleted_starting_with_the_oldest(int limit)
    {
        using var model = Model(200);

        var report = await model.Client().DeleteLogsAsync(OfModel("a") with { Limit = limit });

        Assert.That(
            model.Gone.Select(gone => gone.Log.Id).Order(),
            Is.EqualTo(Enumerable.Range(0, limit).Select(i => (2 * i).ToString("D4", CultureInfo.InvariantCulture))));
        Assert.That((report.Observed, report.Remaining, report.IsComplete), Is.EqualTo(((long)limit, 100L - limit, true)));
        Assert.That(model.Deletions.Sum(deletion => deletion.Limit), Is.EqualTo(limit));
    }

    [TestCase(GatewayLogDeleteOrderBy.CreatedAt, GatewayLogOrderDirection.Descending, "0019", "0018", "0017")]
    [TestCase(GatewayLogDeleteOrderBy.Cost, GatewayLogOrderDirection.Ascending, "0013", "0006", "0019")]
    [TestCase(GatewayLogDeleteOrderBy.Cost, GatewayLogOrderDirection.Descending, "0000", "0007", "0014")]
    [TestCase(GatewayLogDeleteOrderBy.Model, GatewayLogOrderDirection.Ascending, "0000", "0003", "0006")]
    public async Task The_order_of_the_query_selects_which_logs_are_deleted(
        GatewayLogDeleteOrderBy order, GatewayLogOrderDirection direction, params string[] expected)
    {
        using var model = Model(20, log: i => new ModelLog("", Now - 1_000_000 + i, i % 3 == 0 ? "A" : "b", Cost: 0.5 - (i % 7 * 0.01) - (i * 0.0001)));

        await model.Client().DeleteLogsAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true, Limit = 3, OrderBy = order, OrderByDirection = direction });

        Assert.That(model.Gone.Select(gone => gone.Log.Id), Is.EquivalentTo(expected));
    }

    [Test]
    public async Task Logs_of_the_last_minute_are_kept_and_counted()
    {
        using var model = Model(20, log: i => new ModelLog("", Now - 60_000 - 10 + i));

        var report = await model.Client().DeleteLogsAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true });

        Assert.That(model.Gone.Select(gone => gone.Log.CreatedAt), Is.All.LessThan(Now - 60_000).And.Exactly(10).Items);
        Assert.That((report.TooRecent, report.CreatedBefore), Is.EqualTo((10L, DateTimeOffset.FromUnixTimeMilliseconds(Now - 60_000))));
    }

    [TestCase(-90)]
    [TestCase(90)]
    public async Task The_upper_limit_is_one_minute_before_the_earlier_clock(int skewSeconds)
    {
        using var model = Model(10, new Deviations { Skew = TimeSpan.FromSeconds(skewSeconds) });

        var report = await model.Client().DeleteLogsAsync(OfModel("a"));

        // The Date header has whole seconds.
        Assert.That(
            report.CreatedBefore,
            Is.EqualTo(DateTimeOffset.FromUnixTimeMilliseconds(Now).AddSeconds(-60 + Math.Min(0, skewSeconds))).Within(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task A_lower_limit_is_kept_and_deletions_by_id_have_no_limits()
    {
        using var model = Model(10, log: i => new ModelLog("", Now - i));
        var until = DateTimeOffset.FromUnixTimeMilliseconds(Now - 1_000_000);

        var report = await model.Client().DeleteLogsAsync(
            new GatewayLogDeleteQuery { Filters = [LogFilter.CreatedAt.Before(until), LogFilter.Model.EqualTo("a")] });
        var named = await model.Client().DeleteLogsAsync(OfIds("0000", "0001"));

        Assert.That((report.CreatedBefore, report.Selected, report.TooRecent), Is.EqualTo((until, 0L, 0L)));
        Assert.That((named.CreatedBefore, named.Observed, model.Logs.Count), Is.EqualTo(((DateTimeOffset?)null, 2L, 8)));
    }

    [Test]
    public async Task A_deletion_stops_after_one_request_if_the_oldest_log_is_deleted_instead()
    {
        using var model = Model(100, new Deviations { DeleteApplies = _ => [] });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteLogsAsync(OfModel("b")));

        Assert.That((model.Deletions.Count, model.Gone.Single().Log.Id), Is.EqualTo((1, "0000")));
        Assert.That(
            exception.Message,
            Does.Contain("does not apply the filters or the order of deletions").And.Contain("cf-ray: ray-1").And.Not.Contain("0049"));
        var report = exception.DeleteReport!;
        Assert.That((report.Requested, report.Observed, report.Remaining, report.IsComplete), Is.EqualTo((1L, 0L, 50L, false)));
        Assert.That((report.ProbeId, report.Missing), Is.EqualTo(("0049", new[] { "0000" })));
    }

    [Test]
    public async Task A_deletion_stops_after_one_request_if_another_log_is_deleted_too()
    {
        using var model = Model(100, new Deviations { DeletesOldestToo = true });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteLogsAsync(OfModel("b")));

        Assert.That(exception.Message, Does.Contain("another client deletes logs of this gateway, or the service deletes more"));
        Assert.That((model.Deletions.Count, exception.DeleteReport!.Observed, exception.DeleteReport.Missing), Is.EqualTo((1, 1L, new[] { "0000" })));
    }

    [Test]
    public async Task A_deletion_by_several_ids_stops_after_the_first_wrong_log()
    {
        using var model = Model(100, new Deviations { DeleteCompares = _ => [] });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteLogsAsync(OfModel("b")));

        Assert.That(model.Deletions.ConvertAll(deletion => deletion.Limit), Is.EqualTo(new[] { 1, 1 }));
        Assert.That((exception.DeleteReport!.Observed, exception.DeleteReport.Missing), Is.EqualTo((1L, new[] { "0000" })));
    }

    [Test]
    public async Task Concurrent_deletions_stop_a_deletion_unless_no_log_remains()
    {
        using var model = Model(100);
        model.Meanwhile = (service, _) => service.Remove(service.Logs[3]);

        var report = await model.Client().DeleteLogsAsync(OfIds("0051"));
        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteLogsAsync(OfModel("b")));

        Assert.That((report.Observed, report.IsComplete, report.Missing.Count > 0), Is.EqualTo((1L, true, true)));
        Assert.That(exception.DeleteReport!.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_full_gateway_that_evicts_its_oldest_logs_does_not_stop_a_deletion()
    {
        using var model = Model(200, new Deviations { Retention = 200 }, i => new ModelLog("", Now - 1_000_000 + i, i is 100 or 110 or 120 ? "a" : "b"));
        model.Meanwhile = (service, dice) => service.Arrive(new ModelLog($"new-{service.Lists}-{dice.Next()}", Now, "b"));

        var report = await model.Client().DeleteMatchingLogsAsync(OfModel("a"));

        Assert.That(model.Gone.Where(gone => gone.Request is null), Is.Not.Empty);
        Assert.That((report.IsComplete, report.Missing), Is.EqualTo((true, Array.Empty<string>())));
        Assert.That(model.Taken(log => log.Model != "a"), Is.Empty);
    }

    [Test]
    public async Task Only_exact_matches_are_deleted_if_the_service_ignores_case()
    {
        using var model = Model(300, new Deviations { EqualsIgnoresCase = true }, i => new ModelLog("", Now - 1_000_000 + i, i is > 120 and < 140 ? "A" : "a"));

        await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteLogsAsync(OfModel("a")));

        Assert.That(model.Deletions, Is.Empty);
    }

    [Test]
    public async Task A_cost_just_above_the_filter_value_matches()
    {
        using var model = Model(10, log: i => new ModelLog("", Now - 1_000_000 + i, Cost: i * 0.001));

        var report = await model.Client().DeleteLogsAsync(new GatewayLogDeleteQuery
        {
            Filters =
            [
                new(GatewayLogFilterKey.Cost, GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(0.001)),
                new(GatewayLogFilterKey.Cost, GatewayLogFilterOperator.LessThan, Math.BitIncrement(0.008)),
            ],
        });

        Assert.That((report.Observed, model.Logs.ConvertAll(log => log.Id)), Is.EqualTo((8L, new[] { "0000", "0009" })));
    }

    [TestCase("ids", 200, false, 3)]
    [TestCase("ids", 202, true, 3)]
    [TestCase("ids", 204, true, 3)]
    [TestCase("model", 204, false, 50)]
    public async Task An_accepted_deletion_is_confirmed_by_listing(string kind, int status, bool isLate, int expected)
    {
        using var model = Model(100, new Deviations { DeleteStatus = status, DeleteDelay = TimeSpan.FromSeconds(isLate ? 20 : 0) });

        var report = await model.Client().DeleteLogsAsync(kind == "ids" ? OfIds("0001", "0002", "0003") : OfModel("a"));

        Assert.That((report.Observed, report.IsComplete, report.ReportedRemaining), Is.EqualTo(((long)expected, true, (long?)null)));
    }

    [TestCase(200)]
    [TestCase(202)]
    [TestCase(204)]
    public async Task An_accepted_deletion_without_effect_is_reported_after_five_minutes(int status)
    {
        var time = new HastyTime();
        using var model = new DeletionModel(1, time, new Deviations { DeleteStatus = status, DeletesOf = _ => 0 });
        model.Logs.AddRange(Enumerable.Range(0, 10).Select(i => new ModelLog($"{i}", Now - 1_000_000 + i)));

        var report = await model.Client().DeleteLogsAsync(OfModel("a"));

        Assert.That((report.Requests, report.Requested, report.Observed, report.Remaining, report.IsComplete), Is.EqualTo((1, 1L, 0L, 10L, false)));
        Assert.That(time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.InRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.5)));
    }

    [Test]
    public async Task A_deletion_that_reports_remaining_logs_is_not_polled_for_long()
    {
        var time = new HastyTime();
        using var model = new DeletionModel(1, time, new Deviations { DeleteCounts = true, DeletesOf = _ => 0 });
        model.Logs.AddRange(Enumerable.Range(0, 10).Select(i => new ModelLog($"{i}", Now - 1_000_000 + i)));

        var report = await model.Client().DeleteLogsAsync(OfModel("a"));

        Assert.That((report.Observed, report.ReportedRemaining, report.IsComplete), Is.EqualTo((0L, 1L, false)));
        Assert.That(time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.LessThan(TimeSpan.FromSeconds(40)));
    }

    [TestCase(3)]
    [TestCase(17)]
    public async Task A_partial_deletion_is_continued(int most)
    {
        var time = new HastyTime();
        using var model = new DeletionModel(1, time, new Deviations { DeletesOf = count => Math.Min(count, most) });
        model.Logs.AddRange(Enumerable.Range(0, 120).Select(i => new ModelLog($"{i:D3}", Now - 1_000_000 + i)));

        var report = await model.Client().DeleteLogsAsync(OfModel("a"));

        Assert.That((report.Observed, report.IsComplete), Is.EqualTo((120L, true)));
        Assert.That(time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.LessThan(TimeSpan.FromMinutes(1)));
    }

    private static IEnumerable<GatewayLogFilter> Uncheckable() =>
        [LogFilter.Tokens.GreaterThan(1), LogFilter.CompatibilityMode.EqualTo(true), LogFilter.Key("prompts.prompt_id").EqualTo("x")];

    [TestCaseSource(nameof(Uncheckable))]
    public async Task A_filter_that_cannot_be_verified_is_rejected_with_an_alternative(GatewayLogFilter filter)
    {
        using var test = new TestClient();

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [filter] }));

        Assert.That(exception.Message, Does.Contain("by their ids"));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task Ambiguous_metadata_filters_are_rejected_without_a_request()
    {
        using var test = new TestClient();
        var query = new GatewayLogDeleteQuery
        {
            Filters = [new(GatewayLogFilterKey.MetadataKey, GatewayLogFilterOperator.Equal, "team", "unit"), LogFilter.MetadataValue.EqualTo("search")],
        };

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.DeleteLogsAsync(query));

        Assert.That(exception.Message, Does.Contain("LogFilter.Metadata"));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task A_row_that_does_not_prove_a_match_stops_the_deletion()
    {
        using var test = new TestClient();
        test.Respond(
            HttpStatusCode.OK,
            """{"success":true,"result":[{"id":"1","created_at":"2026-01-01T00:00:00.000Z","model":"gpt-4o"},"""
            + """{"id":"2","created_at":"2026-01-01T00:00:00.000Z"}]}""");

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => test.Time.RunAsync(test.Client.DeleteLogsAsync(OfModel("gpt-4o"))));

        Assert.That(exception.Message, Does.Contain("1 of 2 logs").And.Contain("cannot be verified to match"));
        Assert.That(test.Requests.Select(request => request.Method), Has.None.EqualTo("DELETE"));
    }

    [TestCase("""{"success":true,"result":{"success":false}}""")]
    [TestCase("""{"success":false}""")]
    public async Task A_failure_envelope_with_status_200_throws(string body)
    {
        using var test = new TestClient();
        test.Service.When(HttpMethod.Delete, "*").Respond("application/json", body);

        await Failure.OfAsync<GatewayLogsException>(() => test.Client.SendDeleteAsync(OfModel("gpt-4o")));
    }

    [TestCase("DeleteGatewayLogs.200", null)]
    [TestCase("DeleteGatewayLogs.200.bare", null)]
    [TestCase("DeleteGatewayLogs.200.total-count", 0)]
    [TestCase("DeleteGatewayLogs.202", null)]
    public async Task A_success_needs_no_result(string example, int? left)
    {
        using var test = TestClient.RespondingWith(example);

        var response = await test.Client.SendDeleteAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true });

        Assert.That((response.RayId, response.Result.ResultInfo?.TotalCount), Is.EqualTo(("8f2a6c1d9e4b7a30-AMS", (long?)left)));
    }

    [TestCase(200)]
    [TestCase(202)]
    [TestCase(204)]
    public async Task A_success_needs_no_body(int status)
    {
        using var test = new TestClient();
        test.Respond((HttpStatusCode)status, "");

        var response = await test.Client.SendDeleteAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true });

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_deletion_without_filters_is_rejected_without_a_request()
    {
        using var test = new TestClient();

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery()));

        Assert.That(exception.Message, Does.Contain("no filters").And.Contain("AllowDeleteAll"));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task Filters_together_with_AllowDeleteAll_are_rejected_without_a_request()
    {
        using var test = new TestClient();

        await Failure.OfAsync<ArgumentException>(
            () => test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter], AllowDeleteAll = true }));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task A_request_sends_its_filters_limit_and_order()
    {
        using var test = TestClient.RespondingWith("DeleteGatewayLogs.200");

        await test.Client.SendDeleteAsync(OfIds("01J") with
        {
            Limit = 10,
            OrderBy = GatewayLogDeleteOrderBy.TokensOut,
            OrderByDirection = GatewayLogOrderDirection.Descending,
        });

        Assert.That(
            Uri.UnescapeDataString(test.Request.Query),
            Is.EqualTo("""?filters=[{"key":"id","operator":"eq","value":["01J"]}]&limit=10&order_by=tokens_out&order_by_direction=desc"""));
    }

    [TestCase(0)]
    [TestCase(10_001)]
    public void A_limit_out_of_range_is_rejected_with_the_range(int limit) =>
        Assert.That(
            () => new GatewayLogDeleteQuery { Limit = limit },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Limit must be a number from 1 to 10000"));
}
