using System.Globalization;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Deletions whose response is lost: according to the emulator's list of requests, each is executed once in every form.</summary>
[Parallelizable(ParallelScope.All)]
public class LostDeleteTests
{
    private const int Logs = 30;

    private const string Operation = "DeleteGatewayLogs";

    private static readonly DateTimeOffset s_first = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly GatewayLogFilter[] s_bounded = [LogFilter.CreatedAt.Before(s_first.AddSeconds(10))];

    /// <summary>Each form of a deletion and the number of logs it selects.</summary>
    private static readonly Dictionary<string, (GatewayLogDeleteQuery Query, int Deletes)> s_forms = new()
    {
        ["by id"] = (new() { Filters = [LogFilter.Id.EqualTo("07")] }, 1),
        ["by ids"] = (new() { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, "07", "08")], Limit = 2 }, 2),
        ["by bounded created_at"] = (new() { Filters = s_bounded }, 10),
        ["by model"] = (new() { Filters = [LogFilter.Model.EqualTo("a")] }, 15),
        ["with a limit"] = (new() { Filters = [LogFilter.Model.EqualTo("a")], Limit = 4 }, 4),
        ["with a limit, in another order"] = (
            new()
            {
                Filters = [LogFilter.Model.EqualTo("a")],
                Limit = 4,
                OrderBy = GatewayLogDeleteOrderBy.Cost,
                OrderByDirection = GatewayLogOrderDirection.Descending,
            }, 4),
        ["of every kind"] = (new() { AllowDeleteAll = true }, Logs),
        ["of every kind, with a limit"] = (new() { AllowDeleteAll = true, Limit = 5 }, 5),
    };

    /// <summary>The forms of DeleteMatchingLogsAsync.</summary>
    private static readonly Dictionary<string, (GatewayLogDeleteQuery Query, int Deletes)> s_all = new()
    {
        ["by model"] = (new() { Filters = [LogFilter.Model.EqualTo("a")] }, 15),
        ["in small requests"] = (new() { Filters = [LogFilter.Model.EqualTo("a")], Limit = 4 }, 15),
        ["by bounded created_at, in small requests"] = (new() { Filters = s_bounded, Limit = 4 }, 10),
        ["of every kind, in small requests"] = (new() { AllowDeleteAll = true, Limit = 10 }, Logs),
        ["by metadata"] = (new() { Filters = [LogFilter.Metadata("team", "search")] }, 10),
    };

    private static IEnumerable<string> Forms => s_forms.Keys;

    private static IEnumerable<string> FormsOfAll => s_all.Keys;

    private static IEnumerable<FaultKind> Losses =>
    [
        FaultKind.Close, FaultKind.Reset, FaultKind.HalfBodyThenClose, FaultKind.HalfBodyThenReset, FaultKind.StallBeforeHeaders,
        FaultKind.StallMidBody, FaultKind.TruncatedJson, FaultKind.EmptyOk, FaultKind.HtmlOk,
    ];

    [Test]
    public Task A_limited_deletion_deletes_each_log_once_and_reports_it(
        [ValueSource(nameof(Forms))] string form, [ValueSource(nameof(Losses))] FaultKind loss) =>
        RequireOnceAsync(s_forms[form].Deletes, loss, client => client.DeleteLogsAsync(s_forms[form].Query));

    [Test]
    public Task A_deletion_of_all_matching_logs_deletes_each_log_once_and_reports_it(
        [ValueSource(nameof(FormsOfAll))] string form, [ValueSource(nameof(Losses))] FaultKind loss) =>
        RequireOnceAsync(s_all[form].Deletes, loss, client => client.DeleteMatchingLogsAsync(s_all[form].Query));

    private static async Task RequireOnceAsync(int deletes, FaultKind loss, Func<GatewayLogsClient, Task<GatewayLogDeleteReport>> delete)
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = loss, Operation = Operation, Times = 1 });

        var report = await delete(GetClient(emulator));

        var count = emulator.RequestCounts[Operation];
        Assert.That((emulator.Deleted(), count.Faulted, count.Executed), Is.EqualTo((deletes, 1L, count.Received)));
        Assert.That((report.Requests, report.Requested, report.Observed, report.IsComplete),
            Is.EqualTo(((int)count.Received, (long)deletes, (long)deletes, true)));
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

    private static GatewayLogsClient GetClient(GatewayLogsEmulator emulator)
    {
        var options = new GatewayLogsClientOptions();
        Gateway.Configure(options, emulator);
        (options.HeadersTimeout, options.BodyInactivityTimeout) = (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5));
        return new GatewayLogsClient(options);
    }
}
