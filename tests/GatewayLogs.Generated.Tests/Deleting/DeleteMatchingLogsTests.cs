using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>Deletions of all matching logs: confirmation, progress, lost responses and remaining logs.</summary>
[Parallelizable(ParallelScope.All)]
public class DeleteMatchingLogsTests
{
    private const long Now = HastyTime.Now;

    private static readonly GatewayLogDeleteQuery s_modelA = new() { Filters = [LogFilter.Model.EqualTo("a")] };

    private static readonly GatewayLogDeleteOptions s_sample = new() { Verification = GatewayLogDeleteVerification.Sample };

    private static DeletionModel Model(int count, Deviations? deviations = null, HastyTime? time = null)
    {
        var model = new DeletionModel(1, time ?? new HastyTime(), deviations ?? new Deviations());
        model.Logs.AddRange(Enumerable.Range(0, count).Select(i => Log(i, i % 2 == 0 ? "a" : "b")));
        return model;
    }

    private static ModelLog Log(int number, string model, int after = 0) =>
        new(
            number.ToString("D5", CultureInfo.InvariantCulture), Now - 1_000_000 + number + after, model,
            Team: number % 3 == 0 ? "search" : "other", Agent: number % 3 == 1 ? "search" : "a");

    private static GatewayLogDeleteOptions Confirming(List<GatewayLogDeletePreview> previews, Func<GatewayLogDeletePreview, bool> confirm) => new()
    {
        Confirm = (preview, _) =>
        {
            previews.Add(preview);
            return Task.FromResult(confirm(preview));
        },
    };

    [Test]
    public async Task All_matching_logs_are_deleted_and_the_remaining_logs_are_counted()
    {
        using var model = Model(250);

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA);

        Assert.That(model.Logs.Select(log => log.Model), Is.All.EqualTo("b").And.Exactly(125).Items);
        Assert.That((report.Selected, report.Verified, report.Requested, report.Observed, report.Remaining ?? -1, report.IsComplete),
            Is.EqualTo((125L, 125L, 125L, 125L, 0L, true)));
        Assert.That(report.DeletedIds, Is.EquivalentTo(model.Gone.Select(gone => gone.Log.Id)));
        Assert.That((report.TotalBefore, report.TotalAfter), Is.EqualTo((250L, 125L)));
    }

    [Test]
    public async Task The_limit_of_the_query_applies_to_each_request()
    {
        using var model = Model(250);

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA with { Limit = 20 });

        Assert.That((report.Observed, report.IsComplete), Is.EqualTo((125L, true)));
        Assert.That(model.Deletions.Select(deletion => deletion.Limit), Is.All.LessThanOrEqualTo(20));
    }

    [Test]
    public async Task A_thousand_logs_take_130_requests()
    {
        using var model = Model(2_000);

        await model.Client().DeleteMatchingLogsAsync(s_modelA);

        Assert.That(model.Deletions, Has.Count.EqualTo(22));
        Assert.That(model.Lists, Is.InRange(85, 120));
    }

    [Test]
    public async Task Logs_selected_by_metadata_are_deleted_by_their_ids()
    {
        using var model = Model(180);

        var report = await model.Client().DeleteMatchingLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Metadata("team", "search")] });

        Assert.That((report.Requested, report.Observed, report.Remaining ?? -1, report.IsComplete), Is.EqualTo((60L, 60L, 0L, true)));
        Assert.That(model.Logs.Select(log => log.Team), Is.All.EqualTo("other").And.Exactly(120).Items);
    }

    [Test]
    public async Task Progress_is_reported_after_each_step_and_never_decreases()
    {
        using var model = Model(250);
        List<GatewayLogDeleteReport> reports = [];

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA, progress: new Collecting(reports.Add));

        Assert.That(reports.Select(one => one.Requested), Is.Ordered);
        Assert.That(reports.Select(one => one.Observed), Is.Ordered);
        Assert.That(reports.Select(one => one.Observed).Distinct(), Is.SupersetOf(new[] { 0L, 1L, 2L, 52L, 102L, 125L }));
        Assert.That(reports[^1], Is.EqualTo(report));
    }

    [Test]
    public async Task No_log_is_deleted_before_all_logs_are_verified_and_the_deletion_is_confirmed()
    {
        using var model = Model(250);
        List<GatewayLogDeletePreview> previews = [];
        var deletions = -1;

        await model.Client().DeleteMatchingLogsAsync(s_modelA, Confirming(previews, _ => (deletions = model.Deletions.Count) == 0));

        var preview = previews.Single();
        Assert.That((deletions, preview.Count, preview.Verified, preview.TooRecent), Is.EqualTo((0, 125L, 125L, 0L)));
        Assert.That((preview.Oldest!.Id, preview.Newest!.Id), Is.EqualTo(("00000", "00248")));
        Assert.That(preview.First.Select(log => log.Id), Is.EqualTo(new[] { "00000", "00002", "00004", "00006", "00008" }));
        Assert.That(preview.CreatedBefore, Is.EqualTo(DateTimeOffset.FromUnixTimeMilliseconds(Now - 60_000)));
    }

    [Test]
    public async Task An_unconfirmed_deletion_deletes_no_logs()
    {
        using var model = Model(250);

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA, Confirming([], _ => false));

        Assert.That((model.Deletions.Count, report.Selected, report.Requests, report.IsComplete), Is.EqualTo((0, 125L, 0, false)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_larger_selection_must_be_confirmed_again(bool agrees)
    {
        using var model = Model(43);
        List<GatewayLogDeletePreview> previews = [];

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA, Confirming(previews, _ =>
        {
            if (previews.Count == 1)
            {
                model.Logs.AddRange(Enumerable.Range(1_000, 500).Select(i => Log(i, "a", after: -5_000)));
            }

            return previews.Count == 1 || agrees;
        }));

        Assert.That(previews.ConvertAll(preview => preview.Count), Is.EqualTo(new[] { 22L, 522L }));
        Assert.That((model.Gone.Count, report.IsComplete), Is.EqualTo((agrees ? 522 : 0, agrees)));
    }

    [Test]
    public async Task Logs_that_match_only_later_are_kept_and_counted()
    {
        using var model = Model(43);
        model.Meanwhile = (service, _) =>
        {
            if (service.Deletions.Count == 1 && service.Logs.Count < 100)
            {
                service.Logs.AddRange(Enumerable.Range(1_000, 500).Select(i => Log(i, "a", after: -5_000)));
            }
        };

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA);

        Assert.That((model.Gone.Count, report.Observed, report.Remaining ?? -1, report.IsComplete), Is.EqualTo((22, 22L, 500L, false)));
    }

    [Test]
    public async Task A_count_that_is_too_high_is_confirmed_once()
    {
        using var model = Model(250, new Deviations { Counts = (count, _) => count > 100 ? count + 7 : count });
        List<GatewayLogDeletePreview> previews = [];

        try
        {
            await model.Client().DeleteMatchingLogsAsync(s_modelA, Confirming(previews, _ => true));
        }
        catch (GatewayLogsInconsistentResponseException)
        {
            // Listing may reject such counts.
        }

        Assert.That(previews, Has.Count.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task Changed_logs_and_logs_rejected_by_a_condition_are_kept()
    {
        using var model = Model(100);
        model.Meanwhile = (service, _) =>
        {
            var index = service.Logs.FindIndex(log => log.Id == "00004");
            if (service.Deletions.Count == 1 && index >= 0)
            {
                service.Logs[index] = service.Logs[index] with { Model = "changed" };
            }
        };

        var report = await model.Client().DeleteMatchingLogsAsync(
            s_modelA, new GatewayLogDeleteOptions { Condition = log => log.Id is not ("00010" or "00050") });

        Assert.That((report.Observed, report.Changed, report.Remaining ?? -1, report.IsComplete), Is.EqualTo((47L, 3L, 2L, true)));
        Assert.That(model.Logs.Where(log => log.Model != "b").Select(log => log.Id), Is.EqualTo(new[] { "00004", "00010", "00050" }));
    }

    [Test]
    public async Task Logs_deleted_concurrently_are_not_requested()
    {
        using var model = Model(200);
        model.Meanwhile = (service, _) =>
        {
            if (service.Deletions.Count == 1)
            {
                service.Logs.Where(log => log.Model == "a").Skip(60).Take(5).ToList().ForEach(service.Remove);
            }
        };

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA);

        Assert.That(report.AlreadyGone, Is.GreaterThan(0));
        Assert.That((report.Observed + report.AlreadyGone, report.Requested, report.IsComplete), Is.EqualTo((100L, report.Observed, true)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Up_to_four_consecutive_lost_responses_are_recovered_by_listing(bool areExecuted)
    {
        var lost = 0;
        using var model = Model(250, new Deviations { Loses = _ => lost++ < 4 ? areExecuted : null });

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA);

        Assert.That((report.Requested, report.Observed, report.IsComplete, model.Logs.Count), Is.EqualTo((125L, 125L, true, 125)));
        Assert.That(model.Gone.Select(gone => gone.Request).Distinct().Count(), Is.EqualTo(5));
    }

    [Test]
    public async Task Five_consecutive_lost_requests_throw_an_unknown_outcome_with_a_report()
    {
        var time = new HastyTime();
        using var model = Model(60, new Deviations { Loses = _ => false }, time);

        var exception = await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => model.Client().DeleteMatchingLogsAsync(s_modelA));

        Assert.That((model.Deletions.Count, model.Logs.Count), Is.EqualTo((5, 60)));
        Assert.That((exception.DeleteReport!.Requested, exception.DeleteReport.Observed, exception.DeleteReport.Remaining ?? -1), Is.EqualTo((1L, 0L, 30L)));
        Assert.That(time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.InRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6)));
    }

    [Test]
    public async Task A_failure_during_a_deletion_carries_the_report()
    {
        using var model = Model(250);
        model.Meanwhile = (service, _) =>
        {
            if (service.Deletions.Count == 4)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "gone");
            }
        };

        var exception = await Failure.OfAsync<GatewayLogsException>(() => model.Client().DeleteMatchingLogsAsync(s_modelA));

        Assert.That((exception.DeleteReport!.Requests, exception.DeleteReport.Requested, exception.DeleteReport.Observed), Is.EqualTo((4, 102L, 52L)));
    }

    [Test]
    public async Task A_cancelled_deletion_reports_its_last_progress()
    {
        using var model = Model(250);
        using var source = new CancellationTokenSource();
        GatewayLogDeleteReport? last = null;

        await Failure.OfFamilyAsync<OperationCanceledException>(() => model.Client().DeleteMatchingLogsAsync(
            s_modelA,
            progress: new Collecting(report =>
            {
                last = report;
                if (report.Observed >= 52)
                {
                    source.Cancel();
                }
            }),
            cancellationToken: source.Token));

        Assert.That((last!.Observed, model.Gone.Count), Is.EqualTo((52L, 52)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_service_that_honors_only_the_first_id_gets_one_id_per_request(bool ofLists)
    {
        IEnumerable<string> First(IReadOnlyList<string> values) => [values[0]];
        using var model = Model(60, ofLists ? new Deviations { ListCompares = First } : new Deviations { DeleteCompares = First });

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA);

        Assert.That((report.Observed, report.IsComplete), Is.EqualTo((30L, true)));
        Assert.That(model.Deletions.Count, ofLists ? Is.LessThan(10) : Is.InRange(29, 31));
    }

    [Test]
    public async Task Sampling_suffices_if_each_filter_is_verified_on_a_log()
    {
        using var model = Model(8_000);

        var report = await model.Client().DeleteMatchingLogsAsync(
            new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("a")] },
            new GatewayLogDeleteOptions { Verification = GatewayLogDeleteVerification.Sample });

        Assert.That(model.Logs.Select(log => log.Model), Is.All.EqualTo("b").And.Exactly(4_000).Items);
        Assert.That((report.Selected, report.Observed, report.Remaining ?? -1, report.IsComplete), Is.EqualTo((4_000L, 4_000L, 0L, true)));
        Assert.That(report.Verified, Is.InRange(1_000, 1_200));

        // One by ID, one for created_at and one for the model; then all but the last 1,000.
        Assert.That(model.Deletions.Take(3).Select(deletion => deletion.Limit), Is.All.EqualTo(1));
        Assert.That(model.Deletions[3].Limit, Is.EqualTo(2_950));
        Assert.That(model.Deletions.Skip(4).Select(deletion => deletion.Filters), Is.All.StartsWith("""[{"key":"id","""));
        Assert.That(model.Lists, Is.LessThan(150));
    }

    [Test]
    public async Task Sampling_detects_a_filter_that_deletions_ignore()
    {
        using var model = Model(8_000, new Deviations { DeleteApplies = keys => Enumerable.Range(0, keys.Count).Where(place => keys[place] != "model") });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteMatchingLogsAsync(
            new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("a")] },
            new GatewayLogDeleteOptions { Verification = GatewayLogDeleteVerification.Sample }));

        Assert.That(model.Taken(log => log.Model != "a").Select(log => log.Id), Is.EquivalentTo(exception.DeleteReport!.Missing).And.Exactly(1).Items);
    }

    [Test]
    public async Task Sampling_detects_a_deletion_that_ignores_the_order()
    {
        using var model = Model(4_000, new Deviations { DeleteOrder = (one, other) => other.CreatedAt.CompareTo(one.CreatedAt) });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteMatchingLogsAsync(s_modelA, s_sample));

        Assert.That((model.Deletions.Count, exception.DeleteReport!.Observed, exception.DeleteReport.IsComplete), Is.EqualTo((2, 1L, false)));
        Assert.That(exception.DeleteReport.Remaining, Is.EqualTo(model.Logs.Count(log => log.Model == "a")));
        Assert.That(exception.Message, Does.Contain("the order of deletions").And.Contain("stopped after 2 requests"));
    }

    [Test]
    public async Task Sampling_detects_a_deletion_that_ignores_the_limit()
    {
        using var model = Model(4_000, new Deviations { DeleteIgnoresLimit = true });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteMatchingLogsAsync(s_modelA, s_sample));

        Assert.That((model.Deletions.Count, exception.DeleteReport!.Remaining, exception.DeleteReport.IsComplete), Is.EqualTo((2, (long?)0, false)));
        Assert.That(model.Taken(log => log.Model != "a"), Is.Empty);
        Assert.That(exception.Message,
            Does.Contain("that it did not select").And.Contain("deletes more than requested").And.Contain("stopped after 2 requests"));
    }

    [Test]
    public async Task Sampling_detects_an_additional_deleted_log()
    {
        using var model = Model(4_000, new Deviations { DeletesOldestToo = true });

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteMatchingLogsAsync(s_modelA, s_sample));

        Assert.That((model.Deletions.Count, exception.DeleteReport!.Observed, exception.DeleteReport.IsComplete), Is.EqualTo((1, 1L, false)));
        Assert.That(exception.DeleteReport.Missing, Is.EqualTo(new[] { "00000" }));
    }

    [TestCase(-1)]
    [TestCase(-900)]
    [TestCase(null)]
    public async Task Sampling_falls_back_to_full_verification_without_a_reliable_count(int? difference)
    {
        using var model = Model(4_000, new Deviations { Counts = (count, _) => difference is null ? null : Math.Max(0, count + difference.Value) });

        var report = await model.Client().DeleteMatchingLogsAsync(s_modelA, s_sample);

        Assert.That(model.Logs.Select(log => log.Model), Is.All.EqualTo("b").And.Exactly(2_000).Items);
        Assert.That((report.Selected, report.Verified, report.Observed, report.Remaining, report.IsComplete),
            Is.EqualTo((2_000L, 2_000L, 2_000L, (long?)0, true)));
    }

    [Test]
    public async Task A_capped_count_does_not_prove_that_a_filter_matches_every_log()
    {
        using var model = new DeletionModel(1, new HastyTime(), new Deviations
        {
            Counts = (count, _) => Math.Min(count, 2_000),
            DeleteApplies = keys => Enumerable.Range(0, keys.Count).Where(place => keys[place] != "model"),
        });

        // Logs with the same timestamp fill more than a page, so no log is found that must survive the next deletion.
        model.Logs.AddRange(Enumerable.Range(0, 4_000).Select(
            i => Log(i, i is > 0 and < 100 ? "b" : "a") with { CreatedAt = Now - 1_000_000 + (i == 0 ? 0 : i < 100 ? 1 : 2) }));

        await model.Client().DeleteMatchingLogsAsync(s_modelA, s_sample);

        Assert.That(model.Logs.Select(log => log.Model), Is.All.EqualTo("b").And.Exactly(99).Items);
    }

    [TestCase(0, 190L)]
    [TestCase(-1, null)]
    [TestCase(-300, null)]
    [TestCase(100, null)]
    public async Task The_remaining_count_is_unknown_if_total_count_contradicts_the_pages(int difference, long? remaining)
    {
        using var model = Model(400, new Deviations { Counts = (count, _) => Math.Max(0, count + difference) });

        var report = await model.Client().DeleteLogsAsync(s_modelA with { Limit = 10 });

        Assert.That((report.Observed, report.Remaining, report.IsComplete), Is.EqualTo((10L, remaining, true)));
    }

    [Test]
    public async Task Without_total_count_the_remaining_logs_are_counted_only_if_they_fit_a_page([Values(60, 200)] int logs)
    {
        using var model = Model(2 * logs, new Deviations { Counts = (_, _) => null });

        var report = await model.Client().DeleteLogsAsync(s_modelA with { Limit = 20 });

        Assert.That((report.Observed, report.Remaining), Is.EqualTo((20L, logs == 60 ? 40L : (long?)null)));
    }

    [Test]
    public async Task The_remaining_count_of_a_deletion_by_id_includes_logs_beyond_the_limit()
    {
        using var model = Model(60);

        var report = await model.Client().DeleteLogsAsync(new GatewayLogDeleteQuery
        {
            Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. model.Logs.Select(log => log.Id)])],
            Limit = 10,
        });

        Assert.That((report.Observed, report.Remaining, report.IsComplete), Is.EqualTo((10L, (long?)50, true)));
    }

    [Test]
    public async Task A_stopped_deletion_by_id_reports_the_remaining_count()
    {
        using var model = Model(60, new Deviations { DeleteApplies = _ => [], DeleteOrder = (one, other) => other.CreatedAt.CompareTo(one.CreatedAt) });
        var named = model.Logs.TakeLast(5).Select(log => (object)log.Id).ToArray();

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => model.Client().DeleteLogsAsync(
            new GatewayLogDeleteQuery { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, named)] }));

        Assert.That((exception.DeleteReport!.Observed, exception.DeleteReport.Remaining), Is.EqualTo((0L, (long?)4)));
    }

    [Test]
    public async Task Logs_that_disappear_beyond_the_limit_count_as_already_gone()
    {
        using var model = Model(200);
        var last = model.Logs.TakeLast(10).ToList();
        model.Meanwhile = (service, _) =>
        {
            // The second request names two logs with a limit of one.
            if (service.Deletions.Count == 2)
            {
                last.ForEach(service.Remove);
            }
        };

        var report = await model.Client().DeleteLogsAsync(new GatewayLogDeleteQuery
        {
            Filters = [LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(last[0].CreatedAt - 1))],
        });

        Assert.That((report.Requested, report.Observed, report.AlreadyGone, report.IsComplete), Is.EqualTo((3L, 3L, 7L, true)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Every_log_is_verified_if_sampling_proves_nothing(bool isContains)
    {
        using var model = Model(3_000);
        model.Logs.RemoveAll(log => !isContains && log.Model == "b");

        var report = await model.Client().DeleteMatchingLogsAsync(
            new GatewayLogDeleteQuery
            {
                Filters =
                [
                    isContains
                        ? LogFilter.Metadata("team", "search")
                        : LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(Now - 999_500)),
                ],
            },
            new GatewayLogDeleteOptions { Verification = GatewayLogDeleteVerification.Sample });

        Assert.That((report.Verified, report.IsComplete), Is.EqualTo((report.Observed, true)));
    }

    [Test]
    public async Task A_condition_cannot_be_combined_with_sampling()
    {
        using var model = Model(1);

        await Failure.OfAsync<ArgumentException>(() => model.Client().DeleteMatchingLogsAsync(
            s_modelA, new GatewayLogDeleteOptions { Verification = GatewayLogDeleteVerification.Sample, Condition = _ => true }));

        Assert.That(model.Lists, Is.Zero);
    }

    [Test]
    public async Task An_empty_selection_is_complete_without_a_deletion()
    {
        using var model = Model(10);

        var report = await model.Client().DeleteMatchingLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("none")] });

        Assert.That((report.Selected, report.Remaining ?? -1, report.IsComplete, model.Deletions.Count), Is.EqualTo((0L, 0L, true, 0)));
    }

    [Test]
    public async Task Without_filters_no_request_is_sent()
    {
        using var model = Model(1);

        await Failure.OfAsync<ArgumentException>(() => model.Client().DeleteMatchingLogsAsync(new GatewayLogDeleteQuery()));

        Assert.That(model.Lists, Is.Zero);
    }

    [Test]
    public void Reports_and_previews_print_only_counts()
    {
        Assert.That(new GatewayLogDeleteReport { ProbeId = "secret", Requested = 3, Observed = 2 }.ToString(),
            Does.Contain("Observed = 2").And.Not.Contain("secret"));
        Assert.That(new GatewayLogDeletePreview { Oldest = new GatewayLog { Model = "secret" }, Count = 3 }.ToString(),
            Does.Contain("Count = 3").And.Not.Contain("secret"));
    }

    private sealed class Collecting(Action<GatewayLogDeleteReport> onReport) : IProgress<GatewayLogDeleteReport>
    {
        public void Report(GatewayLogDeleteReport value) => onReport(value);
    }
}
