using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace GatewayLogs.Tests;

/// <summary>Exceptions of the application's handlers become GatewayLogsExceptions that report whether the request was sent.</summary>
[Parallelizable(ParallelScope.All)]
public class ForeignHandlerTests
{
    private static readonly Dictionary<string, Func<Exception>> s_exceptions = new()
    {
        ["BrokenCircuitException"] = () => new BrokenCircuitException("canary"),
        ["IsolatedCircuitException"] = () => new IsolatedCircuitException("canary"),
        ["RateLimiterRejectedException"] = () => new RateLimiterRejectedException("canary"),
        ["TimeoutRejectedException"] = () => new TimeoutRejectedException("canary"),
        ["TimeoutException"] = () => new TimeoutException("canary"),
        ["InvalidOperationException"] = () => new InvalidOperationException("canary"),
        ["IOException"] = () => new IOException("canary"),
        ["NotSupportedException"] = () => new NotSupportedException("canary"),
        ["TaskCanceledException"] = () => new TaskCanceledException("canary"),
        ["a type that nobody knows"] = () => new SuccessException("canary"),
    };

    private static IEnumerable<string> Exceptions => s_exceptions.Keys;

    private static GatewayLogsClient Client(FaultyServer server, Func<DelegatingHandler> handler)
    {
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(options =>
            (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress, options.RateLimit, options.MaxRetries) =
                ("abc", "g", "t", server.Address, null, 0))
            .AddHttpMessageHandler(handler);
        return services.BuildServiceProvider().GetRequiredService<GatewayLogsClient>();
    }

    private static async Task<GatewayLogsResponse> DeleteAsync(GatewayLogsClient client) =>
        await client.SendDeleteAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter] });

    [Test]
    public async Task An_exception_before_sending_becomes_a_GatewayLogsException_with_a_known_outcome([ValueSource(nameof(Exceptions))] string name)
    {
        await using var server = new FaultyServer(_ => FaultyResponse.Good);
        var client = Client(server, () => new Throws(s_exceptions[name], before: true));

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => DeleteAsync(client));

        Assert.Multiple(() =>
        {
            Assert.That(server.Requests, Is.Empty);
            Assert.That(exception.Message, Does.Not.Contain("canary"));
            Assert.That(exception.InnerException, Is.TypeOf(s_exceptions[name]().GetType()));
            Assert.That((exception.Kind, exception is GatewayLogsDeleteOutcomeUnknownException), Is.EqualTo((FailureKind.NotSent, false)));
        });
    }

    [Test]
    public async Task An_exception_after_sending_becomes_a_GatewayLogsException_and_leaves_a_deletion_unknown([ValueSource(nameof(Exceptions))] string name)
    {
        await using var server = new FaultyServer(_ => FaultyResponse.Good);
        var client = Client(server, () => new Throws(s_exceptions[name], before: false));

        var list = await Failure.OfFamilyAsync<GatewayLogsException>(() => client.ListLogsAsync());
        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => DeleteAsync(client));

        Assert.That((list.Kind, server.Requests.Count), Is.EqualTo((name.StartsWith('T') ? FailureKind.TimedOut : FailureKind.ResponseLost, 2)));
    }

    [Test]
    public async Task A_transient_exception_is_retried([ValueSource(nameof(Exceptions))] string name)
    {
        await using var server = new FaultyServer(_ => FaultyResponse.GoodPage);
        var client = Client(server, () => new Throws(s_exceptions[name], before: true, times: 1));

        await client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 2 }).ListLogsAsync();

        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_timeout_of_another_handler_is_a_timeout([ValueSource(typeof(Operations), nameof(Operations.AllButDelete))] string operation)
    {
        await using var server = new FaultyServer(_ => FaultyResponse.None(FaultyEnd.Stall));
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(options =>
                (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress, options.RateLimit, options.MaxRetries) =
                    ("abc", "g", "t", server.Address, null, 0))
            .AddResilienceHandler("timeout", pipeline => pipeline.AddTimeout(TimeSpan.FromMilliseconds(500)));
        await using var provider = services.BuildServiceProvider();

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => provider.GetRequiredService<GatewayLogsClient>().CallAsync(operation));

        Assert.That(exception.InnerException, Is.TypeOf<TimeoutRejectedException>());
    }

    [Test]
    public async Task An_open_circuit_breaker_becomes_a_GatewayLogsException()
    {
        await using var server = new FaultyServer(_ => new("HTTP/1.1 500 Failed\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), FaultyEnd.KeepOpen));
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(options =>
                (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress, options.RateLimit, options.MaxRetries) =
                    ("abc", "g", "t", server.Address, null, 0))
            .AddResilienceHandler("breaker", pipeline => pipeline.AddCircuitBreaker(new()
            {
                MinimumThroughput = 2,
                FailureRatio = 0.1,
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { IsSuccessStatusCode: false }),
            }));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<GatewayLogsClient>();
        for (var i = 0; i < 2; i++)
        {
            await Failure.OfAsync<GatewayLogsException>(() => client.ListLogsAsync());
        }

        var exception = await Failure.OfAsync<GatewayLogsException>(() => client.ListLogsAsync());

        Assert.That((exception.Kind, exception.InnerException is BrokenCircuitException, server.Requests.Count), Is.EqualTo((FailureKind.NotSent, true, 2)));
    }

    [Test]
    public async Task A_cancellation_stays_a_cancellation_if_a_handler_wraps_it()
    {
        using var source = new CancellationTokenSource();
        await using var server = new FaultyServer(_ => FaultyResponse.Good);
        var client = Client(server, () => new Throws(
            () =>
            {
                source.Cancel();
                return new InvalidOperationException();
            },
            before: true));

        var exception = await Failure.OfAsync<OperationCanceledException>(() => client.ListLogsAsync(cancellationToken: source.Token));

        Assert.That(exception.CancellationToken, Is.EqualTo(source.Token));
    }

    private sealed class Throws(Func<Exception> exception, bool before, int times = int.MaxValue) : DelegatingHandler
    {
        private int _times;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_times++ >= times)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            if (!before)
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
            }

            throw exception();
        }
    }
}
