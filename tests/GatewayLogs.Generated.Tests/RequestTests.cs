namespace GatewayLogs.Tests;

public class RequestTests
{
    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task Each_operation_is_sent_to_its_address_with_a_user_agent(string operation)
    {
        using var test = TestClient.RespondingWith($"{operation}.200");

        await test.Client.CallAsync(operation);

        Assert.Multiple(() =>
        {
            Assert.That((test.Request.Method, test.Request.Path), Is.EqualTo(PlaceOf(operation)));
            Assert.That(test.Request.Address.Host, Is.EqualTo("api.cloudflare.com"));
            Assert.That(test.Request.Headers["User-Agent"], Does.Match(@"^GatewayLogs/\d+\.\d+\.\d+$"));
        });
    }

    /// <summary>The method and path of each operation.</summary>
    private static (string Method, string Path) PlaceOf(string operation)
    {
        var before = File.ReadLines(Repository.GetPath("openapi/ai-gateway-logs.yaml")).TakeWhile(line => line.Trim() != $"operationId: {operation}").ToList();
        var path = before.Last(line => line.StartsWith("  /", StringComparison.Ordinal)).Trim().TrimEnd(':');
        foreach (var (parameter, value) in new[]
        {
            ("{account_id}", "0123456789abcdef0123456789abcdef"),
            ("{gateway_id}", "my-gateway"),
            ("{id}", Operations.Id),
        })
        {
            path = path.Replace(parameter, value, StringComparison.Ordinal);
        }

        return (before[^1].Trim().TrimEnd(':').ToUpperInvariant(), $"/client/v4{path}");
    }

    [Test]
    public async Task A_DELETE_has_empty_content_so_that_SocketsHttpHandler_never_replays_it()
    {
        using var test = TestClient.RespondingWith("DeleteGatewayLogs.200");

        await test.Client.CallAsync("DeleteGatewayLogs");

        Assert.That(test.Request.Body, Is.Empty);
    }

    // Escaped, because test runners lose results of tests with an unpaired surrogate in their name.
    private static IEnumerable<TestCaseData> HostileIds() => new[]
    {
        "", " ", "\t", ".", "..", "a/b", "/", "a\\b", "%2e", "%2E%2e", "..%2f..", "%252e", "a%00", "a\0b", "a\nb", "a\u007fb", "a\u0085b",
        "?page=1", "#", "\ud800", "a\udc00b",
    }.Select(id => new TestCaseData(id).SetArgDisplayNames(Uri.EscapeDataString(id)));

    [TestCaseSource(nameof(HostileIds))]
    public async Task A_hostile_id_sends_no_request(string id)
    {
        using var test = new TestClient();

        await Assert.MultipleAsync(async () =>
        {
            await Failure.OfAsync<ArgumentException>(() => test.Client.GetLogAsync(id));
            await Failure.OfAsync<ArgumentException>(() => test.Client.UpdateLogAsync(id, new GatewayLogUpdate { Score = 1 }));
            await Failure.OfAsync<ArgumentException>(() => test.Client.GetLogRequestAsync(id));
            await Failure.OfAsync<ArgumentException>(() => test.Client.GetLogResponseAsync(id));
            Assert.That(test.Requests, Is.Empty);
        });
    }

    [Test]
    public async Task A_missing_id_sends_no_request()
    {
        using var test = new TestClient();

        await Failure.OfAsync<ArgumentNullException>(() => test.Client.GetLogAsync(null!));
        Assert.That(test.Requests, Is.Empty);
    }

    [TestCase("01J4W6Z5QF3N8H2K7V9XBTCMRD")]
    [TestCase("0198f2c4-7d1a-7c3e-9b52-4f6a1d0e8b37")]
    [TestCase("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [TestCase("...")]
    [TestCase("a b+c:d")]
    [TestCase("héron🪶")]
    public async Task An_opaque_id_is_escaped_into_one_path_segment(string id)
    {
        using var test = new TestClient();
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("GetGatewayLogDetail.200").Replace(Operations.Id, id, StringComparison.Ordinal));

        await test.Client.GetLogAsync(id);

        Assert.That(test.Request.Path, Is.EqualTo($"{TestClient.LogsPath}/{Uri.EscapeDataString(id)}"));
    }
}
