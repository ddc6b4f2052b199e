using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>A count may be put together of what was counted before. With few enough logs, the page beside it has every row that it counts.</summary>
public sealed class TotalCountTests
{
    private const int Minutes = 12;

    private static readonly string[] s_models = ["gpt-4o", "claude"];

    private int _written;

    [Test]
    public async Task A_count_is_that_of_the_rows_whatever_was_counted_or_written_before()
    {
        await using Gateway gateway = await Gateway.StartAsync();
        Gen<Step> step =
            from what in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
            from after in Gen.Choose(-1, Minutes)
            from before in Gen.Choose(-1, Minutes)
            from model in Gen.Choose(-2, 1)
            select new Step(what, after, before, model);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(step.ArrayOf(30).ToArbitrary(), steps =>
        {
            gateway.Emulator.Reset();
            gateway.Emulator.AddLogs(Enumerable.Range(0, 20).Select(NewLog));
            foreach (Step next in steps)
            {
                TakeAsync(gateway, next).GetAwaiter().GetResult();
            }
        }));
    }

    [Test]
    public async Task A_count_and_its_page_are_of_the_same_moment_while_others_write([Values] bool inMemory)
    {
        using var folder = new TemporaryFolder();
        await using Gateway gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { DatabasePath = inMemory ? null : folder.GetPath("logs.db") }, [.. Enumerable.Range(0, 20).Select(NewLog)]);
        using var end = new CancellationTokenSource();
        Task writer = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                gateway.Emulator.AddLogs([NewLog(Random.Shared.Next(Minutes))]);
                await gateway.DeleteAsync("?limit=1");
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            for (var turn = 0; turn < 150; turn++)
            {
                await CountAsync(gateway, new Step(0, turn % Minutes, -1, reader % 2));
            }
        })));
        await end.CancelAsync();
        await writer;
    }

    private async Task TakeAsync(Gateway gateway, Step step)
    {
        switch (step.What)
        {
            case 1:
                gateway.Emulator.AddLogs([NewLog(step.After + 1)]);
                break;
            case 2:
                await gateway.DeleteAsync("?limit=1");
                break;
            default:
                await CountAsync(gateway, step);
                break;
        }
    }

    private static async Task CountAsync(Gateway gateway, Step step)
    {
        EmulatorResponse response = await gateway.GetAsync(Filters($"[{string.Join(',', step.Filters)}]") + "&per_page=50");

        Assert.That(response.Status, Is.EqualTo(200), response.Text);
        Assert.That(response.TotalCount, Is.EqualTo(response.Count), step.ToString());
    }

    private EmulatedLog NewLog(int number) => Log($"log-{Interlocked.Increment(ref _written)}", number % Minutes) with { Model = s_models[number % 2] };

    /// <summary>A write, or a count after one minute, before another (-1 for no limit), of one model or all.</summary>
    private sealed record Step(int What, int After, int Before, int Model)
    {
        public IEnumerable<string> Filters =>
        [
            .. After < 0 ? Array.Empty<string>() : [Limit("gt", After, "00.000")],
            .. Model < 0 ? Array.Empty<string>() : [$$"""{"key":"model","operator":"eq","value":["{{s_models[Model]}}"]}"""],
            .. Before < 0 ? Array.Empty<string>() : [Limit("lt", Before, Before % 2 == 0 ? "00.000" : "00.0005")],
        ];

        private static string Limit(string operation, int minute, string seconds) =>
            $$"""{"key":"created_at","operator":"{{operation}}","value":["2026-08-05T12:{{minute:00}}:{{seconds}}Z"]}""";
    }
}
