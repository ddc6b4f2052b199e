using GatewayLogs.Emulator.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

/// <summary>Tests logs that are generated while the emulator runs.</summary>
public sealed class TrafficTests
{
    private FakeTimeProvider _time;

    [SetUp]
    public void StartClock() => _time = new FakeTimeProvider(Noon);

    [Test]
    public async Task Without_traffic_no_logs_are_added()
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = _time });

        _time.Advance(TimeSpan.FromHours(1));

        Assert.That((await gateway.GetAsync()).TotalCount, Is.Zero);
    }

    [Test]
    public async Task Logs_are_created_at_a_constant_rate()
    {
        await using var gateway = await StartAsync(TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(
            gateway.Emulator.Ledger().Select(entry => entry.CreatedAt),
            Is.EqualTo(new[] { Noon.AddSeconds(20), Noon.AddSeconds(40), Noon.AddSeconds(60) }));
    }

    [Test]
    public async Task They_are_of_every_kind()
    {
        await using var gateway = await StartAsync(TimeSpan.FromMilliseconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(gateway.Emulator.Ledger().Select(entry => entry.CreatedAt).Distinct().Count(), Is.EqualTo(1_000));
        (string Key, string Value)[] kinds =
            [("success", "false"), ("cached", "true"), ("model", "\"gpt-4o\""), ("response_content_type", "\"text/event-stream\"")];
        foreach (var (key, value) in kinds)
        {
            Assert.That((await gateway.GetAsync(Filter(key, "eq", value))).TotalCount, Is.InRange(1, 700), key);
        }
    }

    [Test]
    public async Task They_are_listed_after_the_indexing_delay()
    {
        await using var gateway = await StartAsync(TimeSpan.FromSeconds(1), new EmulatorQuirks { LateRows = TimeSpan.FromSeconds(30) });

        for (var second = 1; second <= 40; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That((gateway.Emulator.Ledger().Count(), (await gateway.GetAsync()).TotalCount), Is.EqualTo((40, 10)));
    }

    [Test]
    public async Task A_database_that_is_opened_again_gets_new_logs()
    {
        using var folder = new TemporaryFolder();
        var options = new GatewayLogsEmulatorOptions
        {
            DatabasePath = folder.GetPath("logs.db"), TimeProvider = _time, TrafficInterval = TimeSpan.FromMilliseconds(5),
        };
        for (var runs = 1; runs <= 2; runs++)
        {
            await using var gateway = await Gateway.StartAsync(options);
            _time.Advance(TimeSpan.FromSeconds(2));

            Assert.That(gateway.Emulator.Ledger().Count(), Is.EqualTo(400 * runs));
        }
    }

    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(86_400_001)]
    public void An_interval_out_of_range_is_rejected(double milliseconds) => Assert.That(
        () => new GatewayLogsEmulatorOptions { TrafficInterval = TimeSpan.FromMilliseconds(milliseconds) },
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("expected 1 millisecond to 1 day"));

    private Task<Gateway> StartAsync(TimeSpan interval, EmulatorQuirks? quirks = null) =>
        Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { TimeProvider = _time, TrafficInterval = interval, Quirks = quirks ?? new EmulatorQuirks() });
}
