using GatewayLogs.Emulator.Tests.Support;

namespace GatewayLogs.Emulator.Tests.Quirks;

/// <summary>Tests the service's clock as clients see it: in the Date header and in the times of logs.</summary>
public sealed class ClockQuirkTests
{
    private StoppedClock _clock;
    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync()
    {
        _clock = new StoppedClock();
        _gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = _clock });
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("GET", "", 200)]
    [TestCase("GET", "?page=0", 400)]
    [TestCase("GET", "/nothing", 404)]
    [TestCase("POST", "", 405)]
    public async Task The_date_header_of_every_response_has_the_time_of_the_emulators_clock(string method, string path, int status)
    {
        _gateway.Emulator.AdvanceClock(TimeSpan.FromHours(1));

        var response = await _gateway.SendAsync(new HttpMethod(method), path);

        Assert.That((response.Status, response.Headers["Date"]), Is.EqualTo((status, "Wed, 05 Aug 2026 13:00:00 GMT")));
    }

    [Test]
    public async Task A_response_written_directly_to_the_connection_has_the_same_date()
    {
        var response = await ClientConnection.ExchangeAsync(_gateway, "GET", "", "x-emulator-fault: halfBodyThenClose");

        Assert.That(response.Header("Date"), Is.EqualTo("Wed, 05 Aug 2026 12:00:00 GMT"));
    }

    [TestCase("-00:01:30", "Wed, 05 Aug 2026 11:58:30 GMT", "2026-08-05T11:58:30.000Z", "2026-08-05 11:58:30")]
    [TestCase("00:20:00", "Wed, 05 Aug 2026 12:20:00 GMT", "2026-08-05T12:20:00.000Z", "2026-08-05 12:20:00")]
    public async Task Clock_skew_applies_to_responses_new_logs_and_changes(string skew, string date, string createdAt, string updatedAt)
    {
        var control = new Controller(_gateway);
        await control.SendAsync(HttpMethod.Put, "quirks", $$"""{"clockSkew":"{{skew}}"}""");

        await control.SendAsync(HttpMethod.Post, "logs", """[{"id":"new"},{"id":"dated","created_at":"2026-01-01T00:00:00Z"}]""");
        await _gateway.PatchAsync("dated", """{"score":1}""");
        var created = await _gateway.GetAsync("/new");
        var changed = await _gateway.GetAsync("/dated");

        Assert.That(created.Headers["Date"], Is.EqualTo(date));
        Assert.That((string?)created.Result["created_at"], Is.EqualTo(createdAt));
        Assert.That(
            ((string?)changed.Result["created_at"], (string?)changed.Result["updated_at"]), Is.EqualTo(("2026-01-01T00:00:00.000Z", updatedAt)));
    }

    [Test]
    public void Clock_skew_does_not_change_the_emulators_own_clock()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { ClockSkew = TimeSpan.FromMinutes(-90) };

        Assert.That(_gateway.Emulator.UtcNow, Is.EqualTo(Samples.Noon));
    }
}
