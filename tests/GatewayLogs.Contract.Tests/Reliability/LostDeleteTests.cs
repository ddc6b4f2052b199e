using System.Globalization;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>A deletion that was executed and whose answer never came: by the emulator's list of requests it was executed once, in whatever form.</summary>
[Parallelizable(ParallelScope.All)]
public class LostDeleteTests
{
    private const int Logs = 30;

    private const string Operation = "DeleteGatewayLogs";

    private static readonly DateTimeOffset s_first = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly GatewayLogFilter[] s_bounded = [LogFilter.CreatedAt.Before(s_first.AddSeconds(10))];

    /// <summary>Each form of one deletion, and how many logs it means.</summary>
    private static readonly Dictionary<string, (GatewayLogDeleteQuery Query, int Deletes)> s_forms = new()
    {
        ["by id"] = (new() { Filters = [LogFilter.Id.EqualTo("07")] }, 1),
        ["by ids"] = (new() { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Eq, "07", "08")], Limit = 2 }, 2),
        ["by bounded created_at"] = (new() { Filters = s_bounded }, 10),
        ["by model"] = (new() { Filters = [LogFilter.Model.EqualTo("a")] }, 15),
        ["with a limit"] = (new() { Filters = [LogFilter.Model.EqualTo("a")], Limit = 4 }, 4),
        ["with a limit, in another order"] = (
            new() { Filters = [LogFilter.Model.EqualTo("a")], Limit = 4, OrderBy = GatewayLogDeleteOrderBy.Cost, OrderByDirection = GatewayLogOrderDirection.Desc }, 4),
        ["of every kind"] = (new() { DeleteLogsOfEveryKind = true }, Logs),
        ["of every kind, with a limit"] = (new() { DeleteLogsOfEveryKind = true, Limit = 5 }, 5),
    };

    /// <summary>The forms of DeleteAllLogsAsync.</summary>
    private static readonly Dictionary<string, (GatewayLogDeleteQuery Query, int Deletes, int Rounds)> s_all = new()
    {
        ["by model"] = (new() { Filters = [LogFilter.Model.EqualTo("a")] }, 15, 1),
        ["in rounds"] = (new() { Filters = [LogFilter.Model.EqualTo("a")], Limit = 4 }, 15, 4),
        ["by bounded created_at, in rounds"] = (new() { Filters = s_bounded, Limit = 4 }, 10, 3),
        ["of every kind, in rounds"] = (new() { DeleteLogsOfEveryKind = true, Limit = 10 }, Logs, 3),
        ["by metadata"] = (new() { Filters = [LogFilter.Metadata("team", "search")] }, 10, 1),
    };

    private static IEnumerable<string> Forms => s_forms.Keys;

    private static IEnumerable<string> FormsOfAll => s_all.Keys;

    private static IEnumerable<FaultKind> Losses =>
    [
        FaultKind.Close, FaultKind.Reset, FaultKind.HalfBodyThenClose, FaultKind.HalfBodyThenReset, FaultKind.StallBeforeHeaders,
        FaultKind.StallMidBody, FaultKind.TruncatedJson, FaultKind.EmptyOk, FaultKind.HtmlOk,
    ];

    [Test]
    public async Task A_deletion_is_executed_once_and_its_outcome_is_unknown([ValueSource(nameof(Forms))] string form, [ValueSource(nameof(Losses))] FaultKind loss)
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = loss, Operation = Operation });
        var (query, deletes) = s_forms[form];

        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => ClientOf(emulator).DeleteLogsAsync(query));

        Assert.That((emulator.RequestCounts[Operation], emulator.Deleted()), Is.EqualTo((new RequestCount(1, 1, 1), deletes)));
    }

    [Test]
    public async Task Deleting_all_looks_again_and_executes_each_round_once([ValueSource(nameof(FormsOfAll))] string form, [ValueSource(nameof(Losses))] FaultKind loss)
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = loss, Operation = Operation });
        var (query, deletes, rounds) = s_all[form];

        var report = await ClientOf(emulator).DeleteAllLogsAsync(query);

        Assert.That((emulator.RequestCounts[Operation], emulator.Deleted()), Is.EqualTo((new RequestCount(rounds, rounds, rounds), deletes)));
        Assert.That(report, Is.EqualTo(new GatewayLogDeleteReport { Rounds = rounds, Requested = deletes, Observed = deletes, Remaining = 0, IsComplete = true }));
    }

    private static async Task<GatewayLogsEmulator> StartAsync(FaultRule fault)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Faults = [fault] });
        emulator.AddLogs(Enumerable.Range(0, Logs).Select(i => new EmulatedLog
        {
            Id = i.ToString("00", CultureInfo.InvariantCulture),
            CreatedAt = s_first.AddSeconds(i),
            Model = i % 2 == 0 ? "a" : "b",
            Cost = i.ToString(CultureInfo.InvariantCulture),
            Metadata = i % 3 == 0 ? """{"team":"search"}""" : """{"other":"search"}""",
        }));
        return emulator;
    }

    private static GatewayLogsClient ClientOf(GatewayLogsEmulator emulator)
    {
        var options = new GatewayLogsClientOptions();
        Gateway.Configure(options, emulator);
        (options.HeadersTimeout, options.BodyInactivityTimeout) = (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5));
        return new GatewayLogsClient(options);
    }
}
