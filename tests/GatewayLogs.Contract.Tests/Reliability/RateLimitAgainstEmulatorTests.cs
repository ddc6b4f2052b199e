using GatewayLogs.Emulator;

namespace GatewayLogs.Tests.Reliability;

/// <summary>The client's rate limiter against the emulator's limit of 1,200 requests in 300 seconds, with real requests and virtual time.</summary>
[NonParallelizable]
public class RateLimitAgainstEmulatorTests
{
    private const int Permitted = 1_200;

    private const int Workers = 32;

    /// <summary>More than three windows; 10,000 requests are eight.</summary>
    private static readonly int s_requests = Proof.Size(10_000, otherwise: 4_000);

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(300);

    private VirtualTime _time = null!;

    private InFlight _requests;

    private HttpClient _http;

    private GatewayLogsEmulator _emulator = null!;

    [SetUp]
    public void CreateClient()
    {
        _requests = new InFlight(Workers);
        _http = new HttpClient(_requests) { Timeout = Timeout.InfiniteTimeSpan };
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        _requests.Dispose();
        await _emulator.DisposeAsync();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Thousands_of_requests_use_the_permitted_rate_without_a_429(int clients)
    {
        _time = new VirtualTime { IsBusy = () => _requests.Count > 0 };
        await StartEmulatorAsync();

        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, clients).Select(_ => WorkAsync(Client(), s_requests / clients))));

        var used = UsedShare();
        await TestContext.Out.WriteLineAsync($"{_emulator.Requests.Count} requests in {_time.Elapsed}, {Refused()} refused, {used:P1} of the permitted rate");
        Assert.That((_emulator.Requests.Count, Refused()), Is.EqualTo((s_requests, 0)));
        Assert.That(used, Is.InRange(0.95, 1));
    }

    [Test]
    public async Task The_client_adapts_to_requests_of_a_process_without_rate_limiting()
    {
        _time = new VirtualTime { IsBusy = () => _requests.Count > 0 };
        await StartEmulatorAsync();

        // The other process uses the whole quota before the client starts, and then sends three requests every two seconds.
        var refusedToOther = await TakeAsync(1_200, TimeSpan.Zero);
        var other = TakeAsync(900, TimeSpan.FromSeconds(2));
        await _time.RunAsync(Task.WhenAll(WorkAsync(Client(), 1_800), other));

        refusedToOther += await other;
        var refused = Refused() - refusedToOther;
        await TestContext.Out.WriteLineAsync($"1800 calls in {_time.Elapsed}, {refused} refused, and {refusedToOther} of the other process");
        Assert.That(refused, Is.Positive.And.LessThanOrEqualTo(2 * Workers));
    }

    /// <summary>Starts the emulator outside of the test's execution context: the clock must not wait for the threads of its server.</summary>
    private async Task StartEmulatorAsync()
    {
        Task<GatewayLogsEmulator> starting;
        using (ExecutionContext.SuppressFlow())
        {
            starting = Task.Run(() => GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 1, RateLimit = true, TimeProvider = _time }));
        }

        _emulator = await starting;
    }

    private int Refused() => _emulator.Requests.Count(request => request.Status == 429);

    /// <summary>Returns the used share of the permitted rate, without the last window, which may be incomplete.</summary>
    private double UsedShare()
    {
        var (start, before, count) = (_emulator.Requests[0].At, 0, 0);
        foreach (var request in _emulator.Requests)
        {
            if (request.At - start >= s_window)
            {
                (start, before) = (request.At, count);
            }

            count++;
        }

        return before / ((start - _emulator.Requests[0].At) / s_window * Permitted);
    }

    private GatewayLogsClient Client()
    {
        var options = new GatewayLogsClientOptions { TimeProvider = _time };
        Gateway.Configure(options, _emulator);

        // Requests take an arbitrary amount of virtual time.
        options.HeadersTimeout = options.BodyInactivityTimeout = options.TotalTimeout = Timeout.InfiniteTimeSpan;
        return new GatewayLogsClient(options, _http);
    }

    private static Task WorkAsync(GatewayLogsClient client, int calls) => Task.WhenAll(Enumerable.Range(0, Workers).Select(async _ =>
    {
        while (Interlocked.Decrement(ref calls) >= 0)
        {
            await client.ListLogsAsync();
        }
    }));

    /// <summary>Simulates another process with the same credentials; returns how many of its requests were rejected.</summary>
    private async Task<int> TakeAsync(int requests, TimeSpan pause)
    {
        var refused = 0;
        for (var i = 0; i < requests; i++)
        {
            await Task.Delay(i % 3 == 0 ? pause : TimeSpan.Zero, _time);
            using var request = new HttpRequestMessage(
                HttpMethod.Get, $"{_emulator.BaseAddress}accounts/{_emulator.AccountId}/ai-gateway/gateways/{_emulator.GatewayId}/logs");
            request.Headers.Authorization = new("Bearer", _emulator.ApiToken);
            using var response = await _http.SendAsync(request);
            refused += response.IsSuccessStatusCode ? 0 : 1;
        }

        return refused;
    }
}
