using GatewayLogs.Emulator.Tests.Support;

namespace GatewayLogs.Emulator.Tests.Quirks;

/// <summary>The service's clock, which a client sees in the header Date and in the times of logs.</summary>
public sealed class ClockQuirkTests
{
    private StoppedClock _clock;
    private Gateway _gateway;

    [SetUp]
    public async Task Start()
    {
        _clock = new StoppedClock();
        _gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = _clock });
    }

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [TestCase("GET", "", 200)]
    [TestCase("GET", "?page=0", 400)]
    [TestCase("GET", "/nothing", 404)]
    [TestCase("POST", "", 405)]
    public async Task Every_response_has_the_time_of_the_emulators_clock(string method, string path, int status)
    {
        _gateway.Emulator.AdvanceClock(TimeSpan.FromHours(1));

        Answered answer = await _gateway.SendAsync(new HttpMethod(method), path);

        Assert.That((answer.Status, answer.Headers["Date"]), Is.EqualTo((status, "Wed, 05 Aug 2026 13:00:00 GMT")));
    }

    [Test]
    public async Task A_response_that_is_written_to_the_connection_by_hand_has_it_as_well()
    {
        RawResponse answer = await ClientConnection.ExchangeAsync(_gateway, "GET", "", "x-emulator-fault: halfBodyThenClose");

        Assert.That(answer.Header("Date"), Is.EqualTo("Wed, 05 Aug 2026 12:00:00 GMT"));
    }

    [TestCase("-00:01:30", "Wed, 05 Aug 2026 11:58:30 GMT", "2026-08-05T11:58:30.000Z", "2026-08-05 11:58:30")]
    [TestCase("00:20:00", "Wed, 05 Aug 2026 12:20:00 GMT", "2026-08-05T12:20:00.000Z", "2026-08-05 12:20:00")]
    public async Task A_clock_that_is_wrong_dates_responses_new_logs_and_changes(string skew, string date, string createdAt, string updatedAt)
    {
        var control = new Controller(_gateway);
        await control.SendAsync(HttpMethod.Put, "quirks", $$"""{"clockSkew":"{{skew}}"}""");

        await control.SendAsync(HttpMethod.Post, "logs", """[{"id":"new"},{"id":"dated","created_at":"2026-01-01T00:00:00Z"}]""");
        await _gateway.PatchAsync("dated", """{"score":1}""");
        Answered created = await _gateway.GetAsync("/new");
        Answered changed = await _gateway.GetAsync("/dated");

        Assert.That(created.Headers["Date"], Is.EqualTo(date));
        Assert.That((string?)created.Result["created_at"], Is.EqualTo(createdAt));
        Assert.That(
            ((string?)changed.Result["created_at"], (string?)changed.Result["updated_at"]), Is.EqualTo(("2026-01-01T00:00:00.000Z", updatedAt)));
    }

    [Test]
    public void A_wrong_clock_does_not_move_the_clock_of_the_emulator_itself()
    {
        _gateway.Emulator.Quirks = new EmulatorQuirks { ClockSkew = TimeSpan.FromMinutes(-90) };

        Assert.That(_gateway.Emulator.UtcNow, Is.EqualTo(Samples.Noon));
    }
}
