namespace GatewayLogs.Tests;

public class AuthTests
{
    [Test]
    public async Task A_token_is_sent_as_a_bearer_token()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        await test.Client.ListLogsAsync();

        Assert.That(test.Request.Headers["Authorization"], Is.EqualTo($"Bearer {TestClient.ApiToken}"));
    }

    [Test]
    public async Task An_email_and_a_key_are_sent_in_their_own_headers()
    {
        using var test = new TestClient(options => (options.ApiToken, options.Email, options.ApiKey) = (null, "ops@example.com", "k3y"));
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.Client.ListLogsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(test.Request.Headers["X-Auth-Email"], Is.EqualTo("ops@example.com"));
            Assert.That(test.Request.Headers["X-Auth-Key"], Is.EqualTo("k3y"));
            Assert.That(test.Request.Headers, Does.Not.ContainKey("Authorization"));
        });
    }

    [Test]
    public async Task A_token_provider_is_called_for_each_request()
    {
        var calls = 0;
        using var test = new TestClient(options =>
            (options.ApiToken, options.TokenProvider) = (null, _ => ValueTask.FromResult($"token-{++calls}")));
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.Client.ListLogsAsync();
        await test.Client.ListLogsAsync();

        Assert.That(test.Requests.Select(request => request.Headers["Authorization"]), Is.EqualTo(["Bearer token-1", "Bearer token-2"]));
    }

    [Test]
    public async Task A_token_provider_receives_the_callers_cancellation_token()
    {
        using var source = new CancellationTokenSource();
        var wasCancelled = false;
        using var test = new TestClient(options => (options.ApiToken, options.TokenProvider) = (null, async token =>
        {
            await source.CancelAsync();
            wasCancelled = token.IsCancellationRequested;
            return "t";
        }));
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await Failure.OfAsync<OperationCanceledException>(() => test.Client.ListLogsAsync(cancellationToken: source.Token));

        Assert.That(wasCancelled, Is.True);
    }

    private static Exception FailureOfProvider(bool timesOut) =>
        timesOut ? new TaskCanceledException("gave up", new TimeoutException()) : new HttpRequestException("500 from the issuer");

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_transient_failure_of_a_token_provider_is_retried(bool timesOut)
    {
        var calls = 0;
        using var test = new TestClient(options => (options.ApiToken, options.MaxRetries, options.TokenProvider) =
            (null, 1, _ => calls++ == 0 ? ValueTask.FromException<string>(FailureOfProvider(timesOut)) : ValueTask.FromResult("t")));
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.RunAsync("ListGatewayLogs");

        Assert.That((calls, test.Requests.Count), Is.EqualTo((2, 1)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_deletion_whose_token_provider_fails_has_a_known_outcome(bool timesOut)
    {
        using var test = new TestClient(options => (options.ApiToken, options.TokenProvider) = (null, _ => throw FailureOfProvider(timesOut)));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.CallAsync("DeleteGatewayLogs"));

        Assert.That(exception.Message, Does.Contain("TokenProvider").And.Contain("The request was not sent"));
    }

    [Test]
    public async Task A_deletion_that_times_out_waiting_for_a_token_is_not_sent()
    {
        using var test = new TestClient(options =>
            (options.ApiToken, options.TotalTimeout, options.TokenProvider) = (null, TimeSpan.FromSeconds(5), async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return "t";
            }));

        await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("DeleteGatewayLogs"));

        Assert.That(test.Requests, Is.Empty);
    }

    [TestCase("t\n")]
    [TestCase("t\r\n")]
    [TestCase(" \tt \n\n")]
    public async Task A_trailing_line_feed_is_removed_from_a_token(string token)
    {
        using var provided = new TestClient(options => (options.ApiToken, options.TokenProvider) = (null, _ => ValueTask.FromResult(token)));
        using var configured = new TestClient(options => options.ApiToken = token);
        foreach (var test in (TestClient[])[provided, configured])
        {
            test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

            await test.Client.ListLogsAsync();

            Assert.That(test.Request.Headers["Authorization"], Is.EqualTo("Bearer t"));
        }
    }

    [Test]
    public async Task A_trailing_line_feed_is_removed_from_a_key()
    {
        using var test = new TestClient(options => (options.ApiToken, options.Email, options.ApiKey) = (null, "ops@example.com\n", "k3y\r\n"));
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.Client.ListLogsAsync();

        Assert.That((test.Request.Headers["X-Auth-Email"], test.Request.Headers["X-Auth-Key"]), Is.EqualTo(("ops@example.com", "k3y")));
    }

    private static readonly Exception[] s_failures =
    [
        new InvalidOperationException("canary"), new FormatException("canary"), new FileNotFoundException("canary"),
        new UnauthorizedAccessException("canary"), new TimeoutException("canary"),
    ];

    [TestCaseSource(nameof(s_failures))]
    public async Task Any_exception_of_a_token_provider_becomes_a_GatewayLogsException_and_is_retried(Exception failure)
    {
        var calls = 0;
        using var test = new TestClient(options => (options.ApiToken, options.MaxRetries, options.TokenProvider) = (null, 2, _ =>
        {
            calls++;
            throw failure;
        }));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("DeleteGatewayLogs"));

        Assert.Multiple(() =>
        {
            Assert.That((calls, test.Requests.Count, exception.Kind), Is.EqualTo((3, 0, FailureKind.NotSent)));
            Assert.That(exception.Message, Does.Not.Contain("canary"));
        });
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("two words")]
    [TestCase("line\r\nbreak")]
    [TestCase("tökén")]
    public async Task A_malformed_token_is_rejected_without_a_request_or_a_quote_of_it(string? token)
    {
        using var test = new TestClient(
            options => (options.ApiToken, options.MaxRetries, options.TokenProvider) = (null, 3, _ => ValueTask.FromResult(token!)));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.Multiple(() =>
        {
            Assert.That(test.Requests, Is.Empty);
            Assert.That(exception.Message, Does.StartWith("TokenProvider"));
            Assert.That((exception.Kind, exception.StopReason, exception.Attempts), Is.EqualTo((FailureKind.InvalidToken, RetryStopReason.Final, 1)));
            Assert.That(string.IsNullOrEmpty(token) || !exception.ToString().Contains(token, StringComparison.Ordinal));
        });
    }
}
