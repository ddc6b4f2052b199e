using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Stored bodies are returned byte for byte by every method.</summary>
public class BodiesAgainstEmulatorTests
{
    private static readonly (string Name, EmulatedBody Body)[] s_bodies =
    [
        ("json", EmulatedBody.FromText("""{"a":"héron🪶","b":[1.0,1e400],"a":2}""")),
        ("small text", EmulatedBody.FromText("plain", "text/plain")),
        ("empty text", EmulatedBody.FromText("", "text/plain")),
        ("half a character", new EmulatedBody(new byte[] { 0x61, 0xf0, 0x9f, 0xaa }, "text/plain")),
        ("no characters", new EmulatedBody(new byte[] { 0xff, 0x00, 0xfe, 0x0a }, "audio/mpeg")),
        ("a mark of byte order", new EmulatedBody(new byte[] { 0xef, 0xbb, 0xbf, 0x61 }, "text/plain")),
        ("a character of replacement", EmulatedBody.FromText("a\ufffdb", "text/plain")),
        ("an envelope of its own", EmulatedBody.FromText("""{"result":{"response":"hi"},"success":true,"errors":[],"messages":[]}""")),
        ("just a head", EmulatedBody.FromText(new string('x', 1_000), "text/plain")),
        ("more than a head", EmulatedBody.FromText(new string('é', 501), "text/plain")),
        ("10 MB of json", EmulatedBody.FromText($$"""{"model":"m","image":"{{new string('x', 10_000_000)}}"}""")),
    ];

    [Test]
    public async Task GetLogBody_returns_the_exact_bytes_with_and_without_an_envelope([Values] bool areBare)
    {
        await using var emulator = await StartAsync(areBare);
        var client = GetClient(emulator);

        foreach (var (name, expected) in s_bodies)
        {
            // A bare body that looks like an envelope is ambiguous; the caller disables unwrapping.
            using var body = await client.GetLogRequestAsync(name, unwrap: !(areBare && name == "an envelope of its own"));
            using var bytes = new MemoryStream();
            await (await body.ReadAsStreamAsync()).CopyToAsync(bytes);

            Assert.That((body.ContentType, bytes.ToArray().AsSpan().SequenceEqual(expected.Content.Span)), Is.EqualTo((expected.ContentType, true)), name);
        }
    }

    [Test]
    public async Task GetLogBodies_returns_the_same_bytes()
    {
        await using var emulator = await StartAsync(areBare: false);
        var client = GetClient(emulator);

        foreach (var (name, expected) in s_bodies)
        {
            using var bodies = await client.GetLogBodiesAsync(name);

            Assert.That((await bodies.Request.ReadAsBytesAsync()).Span.SequenceEqual(expected.Content.Span), Is.True, name);
            Assert.That(bodies.Response.State, Is.EqualTo(GatewayLogBodyState.NotStored), name);
        }
    }

    private static async Task<GatewayLogsEmulator> StartAsync(bool areBare)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Quirks = new EmulatorQuirks { BareBodies = areBare } });
        emulator.AddLogs(s_bodies.Select(body => new EmulatedLog
        {
            Id = body.Name,
            CreatedAt = DateTimeOffset.UnixEpoch,
            RequestContentType = body.Body.ContentType,
            Request = body.Body,
        }));
        return emulator;
    }

    private static GatewayLogsClient GetClient(GatewayLogsEmulator emulator) => new(new GatewayLogsClientOptions
    {
        AccountId = emulator.AccountId,
        GatewayId = emulator.GatewayId,
        ApiToken = emulator.ApiToken,
        BaseAddress = emulator.BaseAddress,
        RateLimit = null,
    });
}
