namespace GatewayLogs.Tests;

/// <summary>Cancellation with real sockets and the real clock, as after Ctrl+C.</summary>
public class CancellationTests
{
    private static readonly FaultyResponse s_busy = new("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), FaultyEnd.KeepOpen);

    private static readonly Dictionary<string, FaultyResponse> s_waits = new()
    {
        ["before the headers"] = FaultyResponse.None(FaultyEnd.Stall),
        ["in mid-body"] = FaultyResponse.GoodPage.Cut(FaultyEnd.Stall),
        ["in a backoff"] = s_busy,
    };

    private static IEnumerable<string> Waits => s_waits.Keys;

    [TestCaseSource(nameof(Waits))]
    public async Task Cancelling_ends_every_wait_at_once_with_the_callers_token(string wait)
    {
        await using var server = new FaultyServer(_ => s_waits[wait]);
        using var source = new CancellationTokenSource();
        var call = new GatewayLogsClient(server.Options()).ListLogsAsync(cancellationToken: source.Token);

        // The request has arrived and the wait under test starts soon; without a cancellation, each wait takes half a minute.
        Assert.That(() => server.Requests.Count, Is.EqualTo(1).After(5_000, 10));
        await Task.Delay(100);
        await source.CancelAsync();
        var exception = await Failure.OfAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.That(exception.CancellationToken, Is.EqualTo(source.Token));
    }

    [Test]
    public async Task A_cancelled_token_sends_no_request([ValueSource(typeof(Operations), nameof(Operations.Names))] string operation)
    {
        using var test = TestClient.Retrying(TestClient.Good);
        var token = new CancellationToken(canceled: true);

        var exception = await Failure.OfAsync<OperationCanceledException>(() => test.Client.CallAsync(operation, token));

        Assert.That((test.Requests.Count, exception.CancellationToken), Is.EqualTo((0, token)));
    }
}
