namespace GatewayLogs.Tests;

/// <summary>Deletions in rounds, and of logs that only the client can tell.</summary>
public class DeleteAllLogsTests
{
    private const long Now = HastyTime.Now;

    private readonly List<GatewayLogDeleteReport> _reports = [];

    private HastyTime _time = null!;

    [SetUp]
    public void Reset()
    {
        _reports.Clear();
        _time = new HastyTime();
    }

    private Task<GatewayLogDeleteReport> DeleteAsync(ModelService service, GatewayLogDeleteQuery query, Action<GatewayLogDeleteReport>? onReport = null, CancellationToken token = default) =>
        service.Client(_time).DeleteAllLogsAsync(query, new Reporting(_reports, onReport), token);

    private static ModelService Service(int count, Func<int, ModelRow>? row = null)
    {
        var service = new ModelService(1);
        for (var i = 0; i < count; i++)
        {
            service.Rows.Add(row is null ? new ModelRow($"{i:D5}", 1_000 + i, i % 2 == 0 ? "a" : "b") : row(i));
        }

        return service;
    }

    [TestCase(0)]
    [TestCase(3)]
    public async Task A_deletion_takes_as_many_rounds_as_its_limit_makes_of_it_and_leaves_the_rest(int lag)
    {
        using var service = Service(250);
        service.DeleteLag = lag;

        var report = await DeleteAsync(service, new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("a")], Limit = 50 });

        Assert.That(report, Is.EqualTo(new GatewayLogDeleteReport { Rounds = 3, Requested = 125, Observed = 125, Remaining = 0, IsComplete = true }));
        Assert.That(service.Rows.Select(row => row.Model), Is.All.EqualTo("b").And.Exactly(125).Items);
        Assert.That(service.Deletes.Distinct().Count(), Is.EqualTo(1), "The bound is fixed.");
        Assert.That(_reports.Select(report => report.Requested), Is.Ordered);
        Assert.That(_reports.Select(report => report.Observed), Is.Ordered);
        Assert.That(_reports[^1], Is.EqualTo(report));
    }

    [Test]
    public async Task Lost_answers_are_made_good_by_looking_again([Values] bool areExecuted, [Values] bool byIds)
    {
        using var service = Service(250);
        (service.LosesDeletes, service.ExecutesLostDeletes) = (4, areExecuted);
        var filter = byIds ? LogFilter.Metadata("team", "search") : LogFilter.Model.EqualTo("a");
        var total = byIds ? 250 : 125;

        var report = await DeleteAsync(service, new GatewayLogDeleteQuery { Filters = [filter], Limit = 50 });

        Assert.That((report.Requested, report.Observed, report.IsComplete), Is.EqualTo(((long)total, (long)total, true)));
        Assert.That(service.Rows, Has.Count.EqualTo(250 - total));
        var needed = (byIds ? 5 : 3) + (areExecuted ? 0 : 4);
        Assert.That((report.Rounds, service.Deletes.Count), Is.EqualTo((needed, needed)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Five_lost_answers_in_a_row_without_an_effect_are_told(bool byIds)
    {
        using var service = Service(60);
        service.LosesDeletes = int.MaxValue;

        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => DeleteAsync(
            service, new GatewayLogDeleteQuery { Filters = [byIds ? LogFilter.Metadata("team", "search") : LogFilter.Model.EqualTo("a")] }));

        Assert.That((service.Deletes.Count, service.Rows.Count), Is.EqualTo((5, 60)));
        Assert.That(_time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.InRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6)));
    }

    [Test]
    public async Task Logs_of_every_kind_are_deleted_up_to_the_moment_the_deletion_began()
    {
        using var service = Service(120);
        service.Meanwhile = (model, _) =>
        {
            if (model.Requests < 20)
            {
                model.Rows.Add(new ModelRow($"new{model.Requests}", Now + model.Requests, "a"));
            }
        };

        var report = await DeleteAsync(service, new GatewayLogDeleteQuery { DeleteLogsOfEveryKind = true, Limit = 100 });

        Assert.That((report.Rounds, report.IsComplete), Is.EqualTo((2, true)));
        Assert.That(service.Rows.Select(row => row.Milliseconds), Is.Not.Empty.And.All.GreaterThanOrEqualTo(Now));
    }

    [Test]
    public async Task A_service_that_never_deletes_is_waited_for_five_minutes_and_reported_as_it_is()
    {
        using var service = Service(60);
        service.DeleteLag = int.MaxValue / 2;

        var report = await DeleteAsync(service, new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("a")] });

        Assert.That(report, Is.EqualTo(new GatewayLogDeleteReport { Rounds = 1, Requested = 30, Observed = 0, Remaining = 30, IsComplete = false }));
        Assert.That(_time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.InRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.5)));
    }

    [Test]
    public async Task A_deletion_ends_between_two_rounds_when_it_is_cancelled()
    {
        using var service = Service(250);
        using var source = new CancellationTokenSource();

        await Failure.OfAsync<OperationCanceledException>(() => DeleteAsync(
            service, new GatewayLogDeleteQuery { DeleteLogsOfEveryKind = true, Limit = 100 }, report => Cancel(source, report.Observed > 0), source.Token));

        Assert.That(service.Deletes, Has.Count.EqualTo(1));
        Assert.That(service.Rows, Has.Count.EqualTo(150));
    }

    private static void Cancel(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    [Test]
    public async Task Nothing_is_deleted_by_a_service_that_ignores_the_filters()
    {
        using var service = Service(60);
        service.IgnoresFilters = true;

        await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() => DeleteAsync(service, new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("a")] }));

        Assert.That(service.Deletes, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Logs_with_an_entry_of_metadata_are_found_first_and_deleted_by_their_ids(bool takesFirstValueOnly)
    {
        using var service = Service(180, i => new ModelRow($"{i:D5}", 1_000 + i, "a", Team: i % 3 == 0 ? "search" : "other", Agent: i % 3 == 1 ? "search" : "a"));
        service.TakesFirstValueOnly = takesFirstValueOnly;

        var report = await DeleteAsync(service, new GatewayLogDeleteQuery { Filters = [LogFilter.Metadata("team", "search")] });

        Assert.That((report.Requested, report.Observed, report.IsComplete), Is.EqualTo((60L, 60L, true)));
        Assert.That(service.Rows.Select(row => row.Team), Is.All.EqualTo("other").And.Exactly(120).Items);
        Assert.That(service.Deletes, Is.All.Contains("\"id\"").And.All.Not.Contains("metadata"));
        Assert.That(service.Deletes, takesFirstValueOnly ? Has.Count.EqualTo(60) : Has.Count.LessThan(10));
    }

    [Test]
    public async Task A_deletion_by_ids_that_ignores_its_filters_deletes_no_more_logs_than_were_meant()
    {
        using var service = Service(90, i => new ModelRow($"{i:D5}", 1_000 + i, "a", Team: i >= 80 ? "search" : "other"));
        service.IgnoresFiltersOfDeletes = true;

        var report = await DeleteAsync(service, new GatewayLogDeleteQuery { Filters = [LogFilter.Metadata("team", "search")] });

        Assert.That(service.Rows, Has.Count.EqualTo(80));
        Assert.That((report.Requested, report.Observed, report.IsComplete), Is.EqualTo((10L, 0L, false)));
    }

    [Test]
    public async Task Without_filters_nothing_is_sent()
    {
        using var service = Service(1);

        await Failure.OfAsync<ArgumentException>(() => DeleteAsync(service, new GatewayLogDeleteQuery()));

        Assert.That(service.Requests, Is.Zero);
    }

    private sealed class Reporting(List<GatewayLogDeleteReport> reports, Action<GatewayLogDeleteReport>? onReport) : IProgress<GatewayLogDeleteReport>
    {
        public void Report(GatewayLogDeleteReport value)
        {
            reports.Add(value);
            onReport?.Invoke(value);
        }
    }
}
