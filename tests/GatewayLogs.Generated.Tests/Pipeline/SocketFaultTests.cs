namespace GatewayLogs.Tests;

/// <summary>Faults of real connections.</summary>
[Parallelizable(ParallelScope.All)]
public class SocketFaultTests
{
    private const string DamagedJson = "half of the JSON, with a clean end";

    private static readonly Dictionary<string, Func<FaultyResponse, FaultyResponse>> s_faults = new()
    {
        ["no answer, closed"] = _ => FaultyResponse.None(FaultyEnd.Close),
        ["no answer, reset"] = _ => FaultyResponse.None(FaultyEnd.Reset),
        ["no answer, hanging"] = _ => FaultyResponse.None(FaultyEnd.Stall),
        ["cut, closed"] = good => good.Cut(FaultyEnd.Close),
        ["cut, reset"] = good => good.Cut(FaultyEnd.Reset),
        ["cut, hanging"] = good => good.Cut(FaultyEnd.Stall),
        [DamagedJson] = _ => FaultyResponse.Json("""{"success":true,"res"""),
        ["no HTTP"] = _ => new("SSH-2.0-OpenSSH_9.6\r\n\r\n"u8.ToArray(), FaultyEnd.Close),
        ["damaged gzip"] = _ => new(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"u8.ToArray(),
            FaultyEnd.KeepOpen),
    };

    private static IEnumerable<TestCaseData> Faults =>
        from operation in Operations.AllButDelete
        from fault in s_faults.Keys
        where !Operations.ReturnsBody(operation) || fault != DamagedJson
        select new TestCaseData(operation, fault);

    [TestCaseSource(nameof(Faults))]
    public async Task A_connection_fault_is_retried(string operation, string fault)
    {
        var good = operation == "ListGatewayLogs" ? FaultyResponse.GoodPage : FaultyResponse.Good;
        await using var server = new FaultyServer(number => number == 1 ? s_faults[fault](good) : good);
        var options = server.Options();
        (options.HeadersTimeout, options.BodyInactivityTimeout) = (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5));

        await new GatewayLogsClient(options).CallAsync(operation);

        // More than two if a good attempt times out on a busy machine.
        Assert.That(server.Requests, Has.Count.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task An_HttpClient_that_follows_a_redirect_to_another_host_is_reported()
    {
        await using var elsewhere = new FaultyServer(_ => FaultyResponse.GoodPage);
        await using var server = new FaultyServer(_ => new(
            System.Text.Encoding.ASCII.GetBytes(
                $"HTTP/1.1 302 Found\r\nLocation: http://localhost:{elsewhere.Address.Port}/\r\nContent-Length: 0\r\n\r\n"),
            FaultyEnd.KeepOpen));
        using var http = new HttpClient();

        var own = await Failure.OfAsync<GatewayLogsException>(() => new GatewayLogsClient(server.Options()).ListLogsAsync());
        Assert.That((elsewhere.Requests.Count, (int?)own.StatusCode), Is.EqualTo((0, (int?)302)));
        var followed = await Failure.OfAsync<GatewayLogsException>(() => new GatewayLogsClient(server.Options(), http).ListLogsAsync());

        Assert.That((followed.Message.Contains("followed a redirect to localhost", StringComparison.Ordinal), followed.Attempts), Is.EqualTo((true, 1)));
    }
}
