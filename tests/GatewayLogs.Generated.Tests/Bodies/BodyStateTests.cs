using System.Net;
using GatewayLogs.Bodies;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class BodyStateTests
{
    // The tests' clock starts at 2026-11-22 10:00; the timestamps of the IDs below are close to it.
    private const string OldUlid = "01J4W6Z5QF3N8H2K7V9XBTCMRD";

    private static TestClient Responding(string? detail)
    {
        var test = new TestClient();
        test.Service.When("*/request").Respond(_ => NotFound());
        test.Service.When("*/response").Respond(_ => NotFound());
        test.Service.When("*").Respond(
            _ => detail is null ? NotFound() : TestClient.Ok(() => new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(detail)))());
        return test;
    }

    private static HttpResponseMessage NotFound() => new(HttpStatusCode.NotFound)
    {
        Content = new StringContent(Repository.Example("GetGatewayLogRequest.404"), null, "application/json"),
    };

    private static string Detail(string createdAt, long size = 0) => $$$"""
        {"success":true,"result":{"created_at":"{{{createdAt}}}","request_head":null,"request_head_complete":false,"request_size":{{{size}}},"response_size":{{{size}}}}}
        """;

    private static string GetUlid(DateTimeOffset time)
    {
        var text = new char[10];
        for (var (i, rest) = (9, time.ToUnixTimeMilliseconds()); i >= 0; i--, rest /= 32)
        {
            text[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(int)(rest % 32)];
        }

        return new string(text) + "ABCDEFGHJKMNPQRS";
    }

    private static IEnumerable<TestCaseData> Absences()
    {
        var now = new VirtualTime().GetUtcNow();
        yield return new TestCaseData(OldUlid, Detail("2026-08-05T08:01:32.561Z"), GatewayLogBodyState.NotStored)
            .SetArgDisplayNames("an old log without a body");
        yield return new TestCaseData(OldUlid, Detail("2026-11-22T09:59:30Z"), GatewayLogBodyState.NotYetThere).SetArgDisplayNames("a log that is 30 s old");
        yield return new TestCaseData(OldUlid, Detail("2026-11-22T09:59:30Z", 12), GatewayLogBodyState.NotYetThere)
            .SetArgDisplayNames("a log that is 30 s old and has a size");
        yield return new TestCaseData(OldUlid, Detail("2026-08-05T08:01:32.561Z", 12), GatewayLogBodyState.NotStored)
            .SetArgDisplayNames("an old log that has a size");
        yield return new TestCaseData(OldUlid, null, GatewayLogBodyState.Gone).SetArgDisplayNames("no log, an old ULID");
        yield return new TestCaseData(GetUlid(now.AddSeconds(-20)), null, GatewayLogBodyState.NotYetThere).SetArgDisplayNames("no log, a new ULID");
        yield return new TestCaseData(Guid.CreateVersion7(now.AddSeconds(-20)).ToString(), null, GatewayLogBodyState.NotYetThere)
            .SetArgDisplayNames("no log, a new UUIDv7");
        yield return new TestCaseData(Guid.CreateVersion7(now.AddHours(-1)).ToString(), null, GatewayLogBodyState.Gone)
            .SetArgDisplayNames("no log, an old UUIDv7");
        yield return new TestCaseData(new string('a', 64), null, GatewayLogBodyState.Gone).SetArgDisplayNames("no log, an id without a time");
    }

    [TestCaseSource(nameof(Absences))]
    public async Task A_missing_body_reports_the_reason(string id, string? detail, GatewayLogBodyState state)
    {
        using var test = Responding(detail);

        using var body = await test.Client.GetLogRequestAsync(id);

        Assert.That(body.State, Is.EqualTo(state));
        var exception = await Failure.OfAsync<InvalidOperationException>(() => body.ReadAsBytesAsync());
        Assert.That(exception.Message, Does.Contain(state.ToString()));
    }

    [TestCaseSource(nameof(Absences))]
    public async Task Both_bodies_of_a_log_report_why_they_are_missing(string id, string? detail, GatewayLogBodyState state)
    {
        using var test = Responding(detail);

        using var bodies = await test.Client.GetLogBodiesAsync(id);

        Assert.That((bodies.Request.State, bodies.Response.State, bodies.Log is null), Is.EqualTo((state, state, detail is null)));
    }

    [Test]
    public async Task A_log_deleted_while_its_bodies_are_fetched_is_reported_as_deleted()
    {
        using var test = new TestClient();
        test.RespondInSequence(TestClient.Ok(() => new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Detail("2026-08-05T08:01:32.561Z", 12)))), NotFound);

        using var bodies = await test.Client.GetLogBodiesAsync(OldUlid);

        Assert.That((bodies.Request.State, bodies.Response.State, bodies.Log?.RequestSize),
            Is.EqualTo((GatewayLogBodyState.Gone, GatewayLogBodyState.Gone, 12)));
    }

    [Test]
    public async Task A_404_without_an_envelope_is_an_exception()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.NotFound, """{"success":false,"errors":[{"code":7003,"message":"Could not route"}]}""");

        await Failure.OfAsync<GatewayLogsException>(() => test.Client.GetLogRequestAsync(OldUlid));
    }

    [Test]
    public void The_timestamp_of_an_id_is_decoded() => Assert.Multiple(() =>
    {
        Assert.That(MissingBodyReason.GetTime(GetUlid(new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))),
            Is.EqualTo(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero)));
        Assert.That(MissingBodyReason.GetTime("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), Is.Null, "the timestamp is after DateTimeOffset.MaxValue");
        Assert.That(MissingBodyReason.GetTime("0198f2c4-7d1a-4c3e-9b52-4f6a1d0e8b37"), Is.Null, "a version 4 UUID has no timestamp");
    });
}
