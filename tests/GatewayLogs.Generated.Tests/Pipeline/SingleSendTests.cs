using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>Each attempt is sent once, despite retrying handlers of the application and replays by SocketsHttpHandler.</summary>
[Parallelizable(ParallelScope.All)]
public class SingleSendTests
{
    private static readonly Dictionary<string, FaultyResponse> s_faults = new()
    {
        ["503"] = Status(503),
        ["500"] = Status(500),
        ["408"] = Status(408),
        ["reset"] = FaultyResponse.None(FaultyEnd.Reset),
        ["closed"] = FaultyResponse.None(FaultyEnd.Close),
    };

    /// <summary>Ways of an application to add a retrying handler.</summary>
    private static readonly Dictionary<string, Action<IServiceCollection, FaultyServer>> s_registrations = new()
    {
        ["standard resilience for all clients"] = (services, server) =>
        {
            services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(Hasty));
            services.AddGatewayLogsClient(options => Fill(options, server));
        },
        ["standard resilience for this client"] = (services, server) =>
            services.AddGatewayLogsClient(options => Fill(options, server)).AddStandardResilienceHandler(Hasty),
        ["standard hedging"] = (services, server) =>
            services.AddGatewayLogsClient(options => Fill(options, server)).AddStandardHedgingHandler().Configure(options =>
            {
                options.Hedging.Delay = TimeSpan.FromMilliseconds(20);
                options.Endpoint.CircuitBreaker.MinimumThroughput = 1_000;
            }),
        ["a retry of every failure"] = (services, server) =>
            services.AddGatewayLogsClient(options => Fill(options, server))
                .AddResilienceHandler("all", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions
                {
                    Delay = TimeSpan.Zero,
                    ShouldHandle = outcome =>
                        ValueTask.FromResult(outcome.Outcome.Exception is not null || !outcome.Outcome.Result!.IsSuccessStatusCode),
                })),
        ["a handler below a primary of the application"] = (services, server) =>
        {
            services.AddGatewayLogsClient(options => Fill(options, server)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());
            services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(Hasty));
        },
    };

    /// <summary>The application's own HttpClients that retry.</summary>
    private static readonly Dictionary<string, Func<HttpMessageHandler>> s_handlers = new()
    {
        ["sockets"] = () => new SocketsHttpHandler(),
        ["an HttpClientHandler"] = () => new HttpClientHandler(),
        ["the handler of the library"] = GatewayLogsClient.CreateHttpMessageHandler,
        ["resilience over sockets"] = () => new ResilienceHandler(new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.Zero }).Build())
        {
            InnerHandler = new SocketsHttpHandler(),
        },
    };

    private static IEnumerable<string> Faults => s_faults.Keys;

    private static IEnumerable<string> Registrations => s_registrations.Keys;

    private static IEnumerable<string> Handlers => s_handlers.Keys;

    private static FaultyResponse Status(int status) =>
        new(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Failed\r\nContent-Length: 0\r\n\r\n"), FaultyEnd.KeepOpen);

    private static void Hasty(HttpStandardResilienceOptions options)
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.CircuitBreaker.MinimumThroughput = 1_000;
    }

    private static void Fill(GatewayLogsClientOptions options, FaultyServer server) =>
        (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress, options.RateLimit, options.MaxRetries) =
            ("abc", "my-gateway", TestClient.ApiToken, server.Address, null, 0);

    private static async Task<GatewayLogsResponse> DeleteAsync(GatewayLogsClient client) =>
        await client.SendDeleteAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter] });

    [Test]
    public async Task A_deletion_is_sent_once_through_a_retrying_handler(
        [ValueSource(nameof(Registrations))] string registration, [ValueSource(nameof(Faults))] string fault)
    {
        await using var server = new FaultyServer(_ => s_faults[fault]);
        var services = new ServiceCollection();
        s_registrations[registration](services, server);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<GatewayLogsClient>().WithOptions(new GatewayLogsCallOptions { MaxRetries = 5 });

        var exception = await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => DeleteAsync(client));

        Assert.Multiple(() =>
        {
            Assert.That(server.Requests, Has.Count.EqualTo(1).And.One.StartsWith("DELETE "));
            Assert.That((exception.Attempts, exception.StopReason), Is.EqualTo((1, RetryStopReason.NotIdempotent)));
            Assert.That(exception.StatusCode, Is.EqualTo(int.TryParse(fault, null, out var status) ? (System.Net.HttpStatusCode?)status : null));
        });
    }

    [Test]
    public async Task Every_operation_sends_each_attempt_once(
        [ValueSource(nameof(Registrations))] string registration,
        [ValueSource(typeof(Operations), nameof(Operations.AllButDelete))] string operation, [Values("503", "closed")] string fault)
    {
        await using var server = new FaultyServer(_ => s_faults[fault]);
        var services = new ServiceCollection();
        s_registrations[registration](services, server);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<GatewayLogsClient>();

        var exception = await Failure.OfAsync<GatewayLogsException>(() => client.CallAsync(operation));

        Assert.That((server.Requests.Count, exception.Attempts, exception.StopReason), Is.EqualTo((1, 1, RetryStopReason.AttemptsUsed)));
    }

    [TestCase("ListGatewayLogs")]
    [TestCase("PatchGatewayLog")]
    public async Task The_client_still_retries_through_a_retrying_handler(string operation)
    {
        await using var server = new FaultyServer(
            number => number < 3 ? Status(503) : operation == "ListGatewayLogs" ? FaultyResponse.GoodPage : FaultyResponse.Good);
        var services = new ServiceCollection();
        s_registrations["standard resilience for all clients"](services, server);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<GatewayLogsClient>().WithOptions(new GatewayLogsCallOptions { MaxRetries = 5 }).CallAsync(operation);

        Assert.That(server.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_request_without_a_connection_does_not_count_as_sent()
    {
        await using var server = new FaultyServer(_ => FaultyResponse.Good);
        var services = new ServiceCollection();
        s_registrations["standard resilience for all clients"](services, server);
        services.PostConfigureAll<GatewayLogsClientOptions>(options => options.BaseAddress = new Uri("http://127.0.0.1:1/"));
        await using var provider = services.BuildServiceProvider();

        var exception = await Failure.OfAsync<GatewayLogsException>(() => DeleteAsync(provider.GetRequiredService<GatewayLogsClient>()));

        Assert.That((exception.Kind, exception.Message.Contains("ConnectionError", StringComparison.Ordinal)), Is.EqualTo((FailureKind.NotSent, true)));
    }

    [Test]
    public async Task Without_retries_a_request_is_sent_once_however_its_connection_ends(
        [ValueSource(nameof(Handlers))] string handler, [ValueSource(typeof(Operations), nameof(Operations.Names))] string operation,
        [Values("closed", "reset", "503")] string fault)
    {
        await using var server = new FaultyServer(_ => s_faults[fault]);
        using var http = new HttpClient(s_handlers[handler]());
        var options = server.Options();
        options.MaxRetries = 0;
        var client = new GatewayLogsClient(options, http);

        await Failure.OfFamilyAsync<GatewayLogsException>(() => operation == "DeleteGatewayLogs" ? DeleteAsync(client) : client.CallAsync(operation));

        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Reused_connections_send_each_attempt_once([ValueSource(nameof(Handlers))] string handler)
    {
        await using var server = new FaultyServer(number => number <= 4 ? FaultyResponse.GoodPage : FaultyResponse.None(FaultyEnd.Close));
        using var http = new HttpClient(s_handlers[handler]());
        var options = server.Options();
        options.MaxRetries = 2;
        var client = new GatewayLogsClient(options, http);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.ListLogsAsync()));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => client.ListLogsAsync());

        Assert.That((exception.Attempts, server.Requests.Count - 4), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task A_handler_may_read_the_content_of_a_request_before_it_is_sent()
    {
        await using var server = new FaultyServer(_ => FaultyResponse.Good);
        using var handler = new ReadsContent { InnerHandler = new SocketsHttpHandler() };
        using var http = new HttpClient(handler);
        var client = new GatewayLogsClient(server.Options(), http);

        await client.CallAsync("PatchGatewayLog");

        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_primary_handler_of_a_test_receives_each_attempt_once()
    {
        using var service = new MockHttpMessageHandler();
        var requests = 0;
        service.When("*").Respond(_ =>
        {
            requests++;
            return TestClient.Refusal(503)();
        });
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(Hasty));
        services.AddGatewayLogsClient(options => (options.AccountId, options.GatewayId, options.ApiToken, options.RateLimit) = ("abc", "my-gateway", "t", null))
            .ConfigurePrimaryHttpMessageHandler(() => service);
        await using var provider = services.BuildServiceProvider();

        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => DeleteAsync(provider.GetRequiredService<GatewayLogsClient>()));

        Assert.That(requests, Is.EqualTo(1));
    }

    /// <summary>Reads the request content, for example for logging.</summary>
    private sealed class ReadsContent : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.That(await request.Content!.ReadAsStringAsync(cancellationToken), Does.StartWith("{"));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
