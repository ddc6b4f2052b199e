using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>
/// Deletions with a service that ignores filters, limits or the order, deletes late, partially or not at all, loses responses,
/// returns wrong counts or has a different clock, while logs arrive and other processes delete.
/// </summary>
[Parallelizable(ParallelScope.All)]
public class DeletionProperties
{
    private const long Start = HastyTime.Now;

    private static readonly Dictionary<string, Deviations> s_deviations = new()
    {
        ["none"] = new(),
        ["ignores all filters"] = new() { DeleteApplies = _ => [] },
        ["ignores the last filter"] = new() { DeleteApplies = keys => Enumerable.Range(0, keys.Count - 1) },
        ["ignores the first filter"] = new() { DeleteApplies = keys => Enumerable.Range(1, keys.Count - 1) },
        ["applies the first filter alone"] = new() { DeleteApplies = _ => [0] },
        ["ignores created_at"] = new() { DeleteApplies = keys => Places(keys, key => key != "created_at") },
        ["ignores id"] = new() { DeleteApplies = keys => Places(keys, key => key != "id") },
        ["ignores all but id"] = new() { DeleteApplies = keys => Places(keys, key => key == "id") },
        ["ignores all but created_at"] = new() { DeleteApplies = keys => Places(keys, key => key == "created_at") },
        ["ignores model"] = new() { DeleteApplies = keys => Places(keys, key => key != "model") },
        ["ignores success"] = new() { DeleteApplies = keys => Places(keys, key => key != "success") },
        ["ignores filters with several values"] = new() { DeleteCompares = _ => [] },
        ["compares with the first value"] = new() { DeleteCompares = values => [values[0]] },
        ["compares with the last value"] = new() { DeleteCompares = values => [values[^1]] },
        ["compares with the first three values"] = new() { DeleteCompares = values => values.Take(3) },
        ["requires all values"] = new() { DeleteRequiresAllValues = true },
        ["lists the first value"] = new() { ListCompares = values => [values[0]] },
        ["lists the first ten values"] = new() { ListCompares = values => values.Take(10) },
        ["lists and deletes by the first value"] = new() { ListCompares = values => [values[0]], DeleteCompares = values => [values[0]] },
        ["deletes the newest first"] = new() { DeleteOrder = (one, other) => other.CreatedAt.CompareTo(one.CreatedAt) },
        ["deletes in the order of ids"] = new() { DeleteOrder = (one, other) => string.CompareOrdinal(one.Id, other.Id) },
        ["deletes the newest, ignores all filters"] = new() { DeleteApplies = _ => [], DeleteOrder = (one, other) => other.CreatedAt.CompareTo(one.CreatedAt) },
        ["deletes in the order of ids, ignores all filters"] = new()
        {
            DeleteApplies = _ => [],
            DeleteOrder = (one, other) => string.CompareOrdinal(one.Id, other.Id),
        },
        ["deletes the oldest as well"] = new() { DeletesOldestToo = true },
        ["ignores the limit"] = new() { DeleteIgnoresLimit = true },
        ["deletes a third"] = new() { DeletesOf = count => (count + 2) / 3 },
        ["deletes seven at most"] = new() { DeletesOf = count => Math.Min(count, 7) },
        ["deletes one at most"] = new() { DeletesOf = count => Math.Min(count, 1) },
        ["deletes nothing"] = new() { DeletesOf = _ => 0 },
        ["deletes nothing, and counts"] = new() { DeletesOf = _ => 0, DeleteCounts = true },
        ["deletes 2 s later"] = new() { DeleteDelay = TimeSpan.FromSeconds(2) },
        ["deletes 40 s later"] = new() { DeleteDelay = TimeSpan.FromSeconds(40) },
        ["deletes 40 s later, ignores all filters"] = new() { DeleteDelay = TimeSpan.FromSeconds(40), DeleteApplies = _ => [] },
        ["deletes an hour later"] = new() { DeleteDelay = TimeSpan.FromHours(1) },
        ["counts"] = new() { DeleteCounts = true },
        ["accepts with 202"] = new() { DeleteStatus = 202 },
        ["accepts with 204"] = new() { DeleteStatus = 204 },
        ["accepts with 202, deletes 5 s later"] = new() { DeleteStatus = 202, DeleteDelay = TimeSpan.FromSeconds(5) },
        ["accepts with 204, deletes nothing"] = new() { DeleteStatus = 204, DeletesOf = _ => 0 },
        ["loses responses"] = new() { Loses = random => random.Next(3) == 0 ? true : null },
        ["loses requests"] = new() { Loses = random => random.Next(3) == 0 ? false : null },
        ["loses all requests"] = new() { Loses = _ => false },
        ["loses responses, ignores all filters"] = new() { Loses = random => random.Next(2) == 0 ? true : null, DeleteApplies = _ => [] },
        ["loses responses, ignores filters with several values"] = new() { Loses = random => random.Next(2) == 0 ? true : null, DeleteCompares = _ => [] },
        ["ignores case"] = new() { EqualsIgnoresCase = true },
        ["has no counts"] = new() { Counts = (_, _) => null },
        ["counts one too few"] = new() { Counts = (count, _) => Math.Max(0, count - 1) },
        ["counts too many"] = new() { Counts = (count, _) => count + 100 },
        ["counts at random"] = new() { Counts = (count, random) => random.Next(2 * count + 2) },
        ["always counts a thousand"] = new() { Counts = (_, _) => 1_000 },
        ["counts at random, ignores all filters"] = new() { Counts = (count, random) => random.Next(2 * count + 2), DeleteApplies = _ => [] },
        ["has a clock that is 90 s late"] = new() { Skew = TimeSpan.FromSeconds(-90) },
        ["has a clock that is 90 s early"] = new() { Skew = TimeSpan.FromSeconds(90) },
        ["has a clock that is 90 s late, ignores created_at"] = new()
        {
            Skew = TimeSpan.FromSeconds(-90),
            DeleteApplies = keys => Places(keys, key => key != "created_at"),
        },
        ["is full"] = new() { Retention = 60 },
        ["is full, ignores all filters"] = new() { Retention = 60, DeleteApplies = _ => [] },
    };

    /// <summary>Deviations that prevent the completion of a deletion.</summary>
    private static readonly HashSet<string> s_harmful =
    [
        "deletes the oldest as well", .. s_deviations.Where(pair => pair.Value.DeleteApplies?.Invoke(["id"]).Any() == false).Select(pair => pair.Key),
        "ignores filters with several values", "loses responses, ignores filters with several values", "deletes nothing",
        "deletes nothing, and counts", "deletes an hour later",
        "accepts with 204, deletes nothing", "loses all requests", "loses requests", "ignores case",
    ];

    private static IEnumerable<string> Names => s_deviations.Keys;

    /// <summary>Deviations that do not affect only deletions by ID.</summary>
    private static IEnumerable<string> SampledNames => s_deviations.Where(pair => pair.Value is
    {
        DeleteCompares: null, ListCompares: null, DeleteRequiresAllValues: false,
    } && pair.Value.DeletesOf?.Invoke(1_000) is null or 0).Select(pair => pair.Key);

    private static IEnumerable<int> Places(IReadOnlyList<string> keys, Func<string, bool> applies) =>
        Enumerable.Range(0, keys.Count).Where(place => applies(keys[place]));

    [Test]
    public async Task At_most_one_wrong_log_is_deleted_and_the_report_is_accurate([ValueSource(nameof(Names))] string name)
    {
        var seeds = Proof.Size(80, otherwise: 20, quick: 5);
        for (var seed = 0; seed < seeds; seed++)
        {
            using var run = new Run(name, s_deviations[name], seed);
            await run.CheckAsync();
        }
    }

    [Test]
    public async Task At_most_one_wrong_log_is_deleted_with_sampling([ValueSource(nameof(SampledNames))] string name)
    {
        var seeds = Proof.Size(32, otherwise: 4, quick: 1);
        for (var seed = 0; seed < seeds; seed++)
        {
            using var run = new Run(name, s_deviations[name], seed, isSampled: true);
            await run.CheckAsync();
        }
    }

    /// <summary>One randomized deletion.</summary>
    private sealed class Run : IDisposable
    {
        private readonly string _name;

        private readonly Deviations _deviations;

        private readonly int _seed;

        private readonly HastyTime _time = new(Start);

        private readonly DeletionModel _model;

        private readonly List<GatewayLogDeleteReport> _reports = [];

        private readonly bool _isQuiet;

        private readonly GatewayLogDeleteQuery _query;

        private readonly Func<ModelLog, bool> _isMeant;

        private readonly HashSet<string> _atStart;

        private readonly bool _isLimited;

        private readonly bool _isSampled;

        public Run(string name, Deviations deviations, int seed, bool isSampled = false)
        {
            (_name, _deviations, _seed, _isSampled) = (name, deviations, seed, isSampled);
            var random = new Random(seed);
            _model = new DeletionModel(seed, _time, deviations);
            var span = random.Next(3) switch { 0 => 3, 1 => 5_000, _ => 500_000 };
            var count = random.Next(4) switch { 0 => random.Next(6), 1 => random.Next(60), _ => random.Next(300) };
            for (var i = isSampled ? -1_000 - random.Next(2_000) : 0; i < count; i++)
            {
                _model.Logs.Add(NewLog(
                    random, i, _model.UtcNow.ToUnixTimeMilliseconds() - random.Next(120_000) - (random.Next(4) == 0 ? 0 : 60_000 + random.Next(span))));
            }

            _atStart = [.. _model.Logs.Select(log => log.Id)];
            _isQuiet = random.Next(2) == 0 && deviations.Retention is null;
            var (arrivals, others) = _isQuiet ? (0, 0) : (0.5, random.Next(2) * 0.02);
            _model.Meanwhile = (model, dice) =>
            {
                if (dice.NextDouble() < arrivals)
                {
                    model.Arrive(NewLog(dice, model.Logs.Count + 1_000 + model.Lists, model.UtcNow.ToUnixTimeMilliseconds() - dice.Next(3_000)));
                }

                if (dice.NextDouble() < others && model.Logs.Count > 0)
                {
                    model.Remove(model.Logs[dice.Next(model.Logs.Count)]);
                }
            };

            // Logs created after the earlier clock's bound are never selected.
            var bound = Start - 60_000 + Math.Min(0, (long)deviations.Skew.TotalMilliseconds);
            (_query, _isMeant) = Query(random, bound);
            _isLimited = random.Next(3) == 0 && !isSampled;
            if (_isLimited || isSampled)
            {
                _query = _query with { Limit = isSampled ? 50 + random.Next(1_000) : 1 + random.Next(40) };
            }
        }

        private (GatewayLogDeleteQuery Query, Func<ModelLog, bool> IsMeant) Query(Random random, long bound)
        {
            var until = Start - 100_000 - random.Next(100_000);
            var ids = _model.Logs.Where(_ => random.Next(3) == 0).Select(log => log.Id).ToList();
            return random.Next(_isSampled ? 4 : 6) switch
            {
                0 => (new() { AllowDeleteAll = true }, log => log.CreatedAt < bound),
                1 => (
                    new() { Filters = [LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(until))] },
                    log => log.CreatedAt < Math.Min(bound, until)),
                2 => (new() { Filters = [LogFilter.Model.EqualTo("a")] }, log => log.Model == "a" && log.CreatedAt < bound),
                3 => (
                    new()
                    {
                        Filters =
                        [
                            LogFilter.Success.EqualTo(false), LogFilter.Model.EqualTo("a"),
                            LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(until)),
                        ],
                    },
                    log => !log.Success && log.Model == "a" && log.CreatedAt < Math.Min(bound, until)),
                4 => (new() { Filters = [LogFilter.Metadata("team", "search")] }, log => log.Team == "search" && log.CreatedAt < bound),
                _ => (
                    new() { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. ids.DefaultIfEmpty("none")])] },
                    log => ids.Contains(log.Id)),
            };
        }

        private ModelLog NewLog(Random random, int number, long createdAt) => new(
            string.Create(CultureInfo.InvariantCulture, $"{random.Next(100):D2}-{number + 5_000:D5}"),
            createdAt,
            random.Next(3) == 0 ? "b" : _deviations.EqualsIgnoresCase && random.Next(20) == 0 ? "A" : "a",
            random.Next(3) > 0,
            Team: random.Next(3) == 0 ? "other" : "search",
            Agent: random.Next(3) == 0 ? "search" : "x");

        public void Dispose() => _model.Dispose();

        public async Task CheckAsync()
        {
            var before = _model.Logs.Where(_isMeant).ToList();
            GatewayLogDeleteReport report;
            Exception? failure = null;
            try
            {
                report = _isLimited
                    ? await _model.Client().DeleteLogsAsync(_query)
                    : await _model.Client().DeleteMatchingLogsAsync(
                        _query,
                        new GatewayLogDeleteOptions { Verification = _isSampled ? GatewayLogDeleteVerification.Sample : GatewayLogDeleteVerification.All },
                        new Collecting(_reports));
            }
            catch (GatewayLogsException exception)
            {
                (failure, report) = (exception, exception.DeleteReport!);
            }

            var requested = _model.Deletions.SelectMany(deletion => Ids(deletion.Filters)).ToHashSet();
            var (gone, left) = (_model.Gone.Where(gone => gone.Request is not null).ToList(), _model.Logs.Where(_isMeant).ToList());
            var wrong = gone.Where(gone => !_isMeant(gone.Log) || !_atStart.Contains(gone.Log.Id)).ToList();
            void Require(bool holds, string what) => Assert.That(
                holds,
                $"{_name}, seed {_seed}: {what}\n{report}, {failure?.GetType().Name}: {failure?.Message}\n"
                + $"{before.Count} selected, {gone.Count} deleted, {wrong.Count} wrong deletions, {left.Count} remaining\n"
                + string.Join('\n', _model.Deletions.Select(deletion =>
                    $"{deletion.Limit} {deletion.Filters[..Math.Min(120, deletion.Filters.Length)]}")));

            Require(wrong.Count <= 1, "more than one wrong log was deleted");

            // If another process deletes the requested log, the wrong deletion of a different log cannot be detected.
            var isHidden = wrong is [{ Request: { } number }]
                && _model.Gone.Exists(one => one.Request is null && Ids(_model.Deletions[number - 1].Filters).Contains(one.Log.Id));
            Require(wrong.Count == 0 || !report.IsComplete || report.Missing.Contains(wrong[0].Log.Id) || isHidden,
                "the report hides that a wrong log was deleted");
            Require(report.Observed <= report.Requested && report.Requested <= report.Selected, "the counts disagree");
            Require(!report.IsComplete || (_isLimited ? report.Observed + report.AlreadyGone == report.Selected : left.Count == 0),
                "the report claims that the deletion is complete");
            if (_isQuiet && !_isSampled)
            {
                var others = gone.Where(gone => !requested.Contains(gone.Log.Id)).Select(gone => gone.Log.Id).ToList();
                Require(report.Observed == gone.Count - others.Count, "observed");
                Require(report.DeletedIds.ToHashSet().SetEquals(gone.Select(gone => gone.Log.Id).Except(others)), "the ids");
                Require(report.Missing.Count == 0 || report.Missing.SequenceEqual(others), "missing");
                Require(report.RayIds.Count == _model.Deletions.Count || _deviations.Loses is not null, "the ray ids");
                Require(report.Requests == _model.Deletions.Count, "requests");
            }

            if (_isQuiet && !_isSampled && !_isLimited && report.Requests > 0 && _deviations.Counts is null)
            {
                Require(report.Remaining == left.Count, "remaining");
            }

            if (_isQuiet && (!_isLimited || failure is null))
            {
                Require(report.Remaining is null || report.Remaining >= left.Count, "the report says that fewer logs remain");
            }

            // A deletion by filters relies on the filters, the order and the limit. If a service does not apply one of them, stopping is the only
            // safe result. A list that contradicts its counts is rejected before any deletion.
            var mayStop = _isSampled && !s_harmful.Contains(_name)
                && _deviations is { DeleteApplies: not null } or { DeleteOrder: not null } or { DeleteIgnoresLimit: true };
            if (_isQuiet && mayStop && failure is not null)
            {
                Require(
                    wrong.TrueForAll(one => report.Missing.Contains(one.Log.Id)) && !report.IsComplete && report.Remaining == left.Count,
                    "the deletion stopped, but its report is not true");
                Require(
                    failure is GatewayLogsFilterIgnoredException
                    && failure.Message.Contains("The deletion was stopped after", StringComparison.Ordinal),
                    "the reason is missing");
            }
            else if (_isQuiet && !s_harmful.Contains(_name)
                && !(failure is GatewayLogsInconsistentResponseException && _deviations.Counts is not null && gone.Count == 0))
            {
                Require(
                    failure is null && report.IsComplete
                    && gone.Count == (_isLimited ? Math.Min(_query.Limit, before.Count) : before.Count),
                    "not all are deleted");
            }
        }

        private static IEnumerable<string> Ids(string filters) =>
            Newtonsoft.Json.Linq.JArray.Parse(filters)
                .Where(filter => (string?)filter["key"] == "id")
                .SelectMany(filter => filter["value"]!)
                .Select(value => (string)value!);

        private sealed class Collecting(List<GatewayLogDeleteReport> reports) : IProgress<GatewayLogDeleteReport>
        {
            public void Report(GatewayLogDeleteReport value) => reports.Add(value);
        }
    }
}
