namespace GatewayLogs.Tests;

/// <summary>Enumerations of services that deviate from the document return each log once and in order, or throw.</summary>
[Parallelizable(ParallelScope.All)]
public class DeviationTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly int s_seeds = Proof.Size(32, otherwise: 8, quick: 2);

    public static IEnumerable<string> Deviations => Deviation.All.Select(deviation => deviation.Name);

    [TestCaseSource(nameof(Deviations))]
    public async Task An_enumeration_is_exact_or_fails(string name)
    {
        var deviation = Deviation.All.Single(deviation => deviation.Name == name);
        for (var seed = 0; seed < s_seeds; seed++)
        {
            foreach (var direction in Enum.GetValues<GatewayLogOrderDirection>())
            {
                foreach (var mode in Enum.GetValues<Mode>())
                {
                    // An enumeration interrupted on its first page may not have detected the order yet.
                    if (mode != Mode.Resumed || !deviation.Behavior.IgnoresDirection)
                    {
                        await RunAsync(deviation, seed, direction, mode).WaitAsync(s_patience);
                    }
                }
            }
        }
    }

    private static async Task RunAsync(Deviation deviation, int seed, GatewayLogOrderDirection direction, Mode mode)
    {
        // Not a whole second, to reveal rounding.
        var time = new HastyTime(HastyTime.Now + (seed * 7_919 % 1_000));
        var paging = new GatewayLogPagingOptions { MaxConcurrency = mode == Mode.Parallel ? 4 : 1, MinSegmentRows = 4, MaxSegmentRows = 16 };
        var scenario = new DeviationScenario(deviation, (seed * 31) + (int)mode, () => time.GetUtcNow(), paging.IndexingDelay);
        using var service = scenario.Service;
        using var http = new HttpClient(service, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var options = OfflineService.Options(time);
        options.MaxRetries = 5;
        var client = new GatewayLogsClient(options, http);
        List<GatewayLogFilter> filters = [];
        if (scenario.Model is { } model)
        {
            filters.Add(LogFilter.Model.EqualTo(model));
        }

        if (scenario.After is { } after)
        {
            filters.Add(LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(after)));
        }

        if (scenario.Before is { } before)
        {
            filters.Add(LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(before)));
        }

        var query = new GatewayLogQuery { OrderByDirection = direction, Filters = filters };
        query = scenario.PerPage is { } perPage ? query with { PerPage = perPage } : query;
        List<string> returned = [];
        Exception? failure = null;
        try
        {
            for (var (breakAfter, isOver) = (mode == Mode.Resumed ? 1 + (seed % 17) : int.MaxValue, false); !isOver; breakAfter *= 3)
            {
                isOver = true;
                var count = 0;
                await foreach (var log in client.ListAllLogsAsync(query, paging))
                {
                    returned.Add(log.Id);
                    paging = paging with { StartAfter = GatewayLogCursor.Parse($"{log.Cursor}\n") };
                    if (++count == breakAfter)
                    {
                        isOver = false;
                        break;
                    }
                }
            }
        }
        catch (GatewayLogsException exception) when (exception is GatewayLogsInconsistentResponseException or GatewayLogsFilterIgnoredException)
        {
            failure = exception;
        }

        if (scenario.FindBreach(returned, direction == GatewayLogOrderDirection.Descending, failure) is { } breach)
        {
            Assert.Fail($"{breach}: {scenario}, {direction}, {mode}");
        }
    }

    private enum Mode
    {
        OneAtATime,
        Parallel,
        Resumed,
    }
}
