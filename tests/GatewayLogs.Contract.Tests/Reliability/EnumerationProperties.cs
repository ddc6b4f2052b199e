using FsCheck;
using FsCheck.Fluent;

namespace GatewayLogs.Tests;

/// <summary>Enumerations of a service that inserts and deletes rows and shuffles, truncates, duplicates and misorders pages between any two requests.</summary>
[Parallelizable(ParallelScope.All)]
public class EnumerationProperties
{
    private const long Bound = HastyTime.Now - 60_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>The rows, changes and options that follow from one seed.</summary>
    private sealed class Scenario
    {
        public Scenario(int seed)
        {
            var random = new Random(seed);
            Service = new ModelService(seed);
            var span = random.Next(4) switch { 0 => 1, 1 => 6, 2 => 60, _ => 20_000 };
            for (var count = random.Next(45); count > 0; count--)
            {
                Insert(random, Bound - 1 - random.Next(span));
            }

            Begun = [.. Service.Rows];
            var deletes = random.Next(2) == 0 ? 0 : random.NextDouble() * 0.5;
            Service.HasCounts = random.Next(5) > 0;

            // Without counts, a truncated page cannot be distinguished from the last one if pages are numbered because of a shared timestamp.
            Service.MostFaults = random.Next(2) == 0 ? 0 : Service.HasCounts ? 2 : span == 20_000 ? 1 : 0;
            if (Service.HasCounts)
            {
                Service.ShufflesTies = random.Next(3) == 0;
            }
            else
            {
                deletes = 0;
            }

            Service.Meanwhile = (service, dice) =>
            {
                if (dice.NextDouble() < deletes && service.Rows.Count > 0)
                {
                    var victim = service.Rows.ElementAt(dice.Next(service.Rows.Count));
                    service.Rows.Remove(victim);
                    Deleted.Add(victim.Id);
                }

                if (dice.NextDouble() < 0.3)
                {
                    Insert(dice, Bound + dice.Next(120_000));
                }
            };

            Query = new GatewayLogQuery
            {
                PerPage = (Service.HasCounts ? 1 : 3) + random.Next(6),
                OrderByDirection = (GatewayLogOrderDirection)random.Next(2),
                Filters = [.. Filters(random, span)],
            };
            PagingOptions = new GatewayLogPagingOptions
            {
                MaxConcurrency = random.Next(2) == 0 ? 1 : 2 + random.Next(4),
                MinSegmentRows = 2 + random.Next(6),
                MaxSegmentRows = 8,
            };
        }

        public ModelService Service { get; }

        public List<ModelRow> Begun { get; }

        public HashSet<string> Deleted { get; } = [];

        public GatewayLogQuery Query { get; }

        public GatewayLogPagingOptions PagingOptions { get; set; }

        private Dictionary<string, ModelRow> Ever { get; } = [];

        private void Insert(Random random, long milliseconds)
        {
            var row = new ModelRow($"{random.Next():x}{Ever.Count}", milliseconds, random.Next(3) == 0 ? "b" : "a");
            Ever[row.Id] = row;
            Service.Rows.Add(row);
        }

        private static IEnumerable<GatewayLogFilter> Filters(Random random, int span)
        {
            if (random.Next(3) == 0)
            {
                yield return LogFilter.Model.EqualTo("a");
            }

            if (random.Next(4) == 0)
            {
                yield return LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(Bound - random.Next(span + 1) - 1));
            }

            if (random.Next(4) == 0)
            {
                yield return LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(Bound - random.Next(span + 1)));
            }
        }

        private bool Matches(ModelRow row) => row.Milliseconds < Bound && Query.Filters.All(filter => filter switch
        {
            { Key: "model" } => row.Model == "a",
            { Operator: GatewayLogFilterOperator.GreaterThan } => row.Milliseconds > ((DateTimeOffset)filter.Values[0]!).ToUnixTimeMilliseconds(),
            _ => row.Milliseconds < ((DateTimeOffset)filter.Values[0]!).ToUnixTimeMilliseconds(),
        });

        /// <summary>Returns how the rows violate the contract, or null.</summary>
        public string? BreachBy(List<string> returned)
        {
            var times = returned.Select(id => Ever[id].Milliseconds).ToList();
            var sorted = Query.OrderByDirection == GatewayLogOrderDirection.Ascending ? times.Order() : times.OrderDescending();
            return returned.Distinct().Count() != returned.Count ? "repeated"
                : !times.SequenceEqual(sorted) ? "out of order"
                : returned.Any(id => !Matches(Ever[id])) ? "not asked for"
                : Begun.Where(row => Matches(row) && !Deleted.Contains(row.Id)).ExceptBy(returned, row => row.Id).Any() ? "lost"
                : null;
        }

        public override string ToString() =>
            $"{Begun.Count} rows from {Begun.FirstOrDefault()?.Milliseconds - Bound} on, {Deleted.Count} deleted, {Query.PerPage} a page, "
            + $"{Query.OrderByDirection}, "
            + $"filters {string.Join(" and ", Query.Filters)}, concurrency {PagingOptions.MaxConcurrency}, faults {Service.MostFaults}, "
            + $"counts {Service.HasCounts}, shuffled {Service.ShufflesTies}";

        public async Task<List<string>> RunAsync(int? breakAfter = null)
        {
            var returned = new List<string>();
            await foreach (var log in Service.Client().ListAllLogsAsync(Query, PagingOptions))
            {
                returned.Add(log.Id);
                Last = log.Cursor;
                if (returned.Count == breakAfter)
                {
                    break;
                }
            }

            return returned;
        }

        public GatewayLogCursor? Last { get; private set; }
    }

    private static void Check(int count, Func<int, Task<bool>> property) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(count),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => property(seed).WaitAsync(s_patience).GetAwaiter().GetResult()));

    [Test]
    public void Each_log_is_returned_exactly_once_and_in_order_despite_changes_and_faults() =>
        Check(Proof.Size(10_000, otherwise: 2_500, quick: 500), async seed =>
        {
            var scenario = new Scenario(seed);
            var returned = await scenario.RunAsync();
            return scenario.BreachBy(returned) is not { } breach ? true : throw new InvalidOperationException($"seed {seed}: {breach}: {scenario}");
        });

    [Test]
    public void An_interrupted_enumeration_resumes_without_gaps_or_duplicates() => Check(Proof.Size(12_000, otherwise: 3_000, quick: 600), async seed =>
    {
        var scenario = new Scenario(seed);
        var returned = await scenario.RunAsync(breakAfter: 1 + Math.Abs(seed % 17));
        if (scenario.Last is { } position)
        {
            scenario.Service.ForgetPages();
            scenario.PagingOptions = scenario.PagingOptions with { StartAfter = GatewayLogCursor.Parse(position.ToString()) };
            returned.AddRange(await scenario.RunAsync());
        }

        return scenario.BreachBy(returned) is not { } breach ? true : throw new InvalidOperationException($"seed {seed}: {breach}: {scenario}");
    });

    /// <summary>Each permanent fault is harmless or throws.</summary>
    [Test]
    public void A_permanently_faulty_service_is_reported_or_harmless() => Check(Proof.Size(12_000, otherwise: 3_000, quick: 600), async seed =>
    {
        var scenario = new Scenario(seed);
        scenario.Service.MostFaults = 0;
        switch (new Random(seed).Next(3))
        {
            case 0:
                scenario.Service.IgnoresPage = true;
                break;
            case 1:
                scenario.Service.Misorders = true;
                break;
            default:
                scenario.Service.IgnoresFilters = true;
                break;
        }

        try
        {
            var returned = await scenario.RunAsync();
            return scenario.BreachBy(returned) is not { } breach ? true : throw new InvalidOperationException($"seed {seed}: {breach}: {scenario}");
        }
        catch (Exception exception) when (exception is GatewayLogsFilterIgnoredException or GatewayLogsInconsistentResponseException)
        {
            return true;
        }
    });
}
