namespace GatewayLogs.Tests;

/// <summary>Tests of the DELETE request alone, without the list requests around it.</summary>
[Parallelizable(ParallelScope.All)]
public class DeleteAtMostOnceTests
{
    private static readonly Dictionary<string, GatewayLogDeleteQuery> s_forms = new()
    {
        ["by id"] = new() { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, "01J")] },
        ["by age"] = new() { Filters = [new(GatewayLogFilterKey.CreatedAt, GatewayLogFilterOperator.LessThan, DateTimeOffset.UnixEpoch)] },
        ["by model"] = new() { Filters = [Some.Filter] },
        ["by model, at most 10"] = new() { Filters = [Some.Filter], Limit = 10 },
        ["of every kind"] = new() { AllowDeleteAll = true },
    };

    private static readonly Dictionary<string, FaultyResponse> s_lost = new()
    {
        ["closed"] = FaultyResponse.None(FaultyEnd.Close),
        ["reset"] = FaultyResponse.None(FaultyEnd.Reset),
        ["stalled before the headers"] = FaultyResponse.None(FaultyEnd.Stall),
        ["cut, closed"] = FaultyResponse.Good.Cut(FaultyEnd.Close),
        ["cut, reset"] = FaultyResponse.Good.Cut(FaultyEnd.Reset),
        ["cut, stalled"] = FaultyResponse.Good.Cut(FaultyEnd.Stall),

        ["html"] = FaultyResponse.Json("<html></html>"),
    };

    private static IEnumerable<string> Forms => s_forms.Keys;

    private static IEnumerable<string> Lost => s_lost.Keys;

    [Test]
    public async Task A_deletion_whose_response_is_lost_is_executed_exactly_once(
        [ValueSource(nameof(Forms))] string form, [ValueSource(nameof(Lost))] string fault)
    {
        await using var server = new FaultyServer(_ => s_lost[fault]);
        var options = server.Options();
        if (fault.Contains("stalled", StringComparison.Ordinal))
        {
            // Long enough for the request to arrive on a busy machine.
            (options.HeadersTimeout, options.BodyInactivityTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }

        var client = new GatewayLogsClient(options);

        var exception = await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => client.SendDeleteAsync(s_forms[form]));

        Assert.Multiple(() =>
        {
            Assert.That(server.Requests, Has.Count.EqualTo(1).And.One.StartsWith("DELETE "));
            Assert.That(exception.Message, Does.Contain("List the logs with the same filters"));
            Assert.That((exception.Attempts, exception.InnerException is null), Is.EqualTo((1, false)));
        });
    }

    [TestCase(408)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    [TestCase(524)]
    public async Task A_gateway_error_leaves_the_outcome_unknown_except_for_deletions_by_id(int status)
    {
        foreach (var (form, query) in s_forms)
        {
            using var test = TestClient.Retrying(TestClient.Refusal(status), TestClient.Good);
            var call = test.Time.RunAsync(test.Client.SendDeleteAsync(query));

            if (form == "by id")
            {
                await call;
                Assert.That(test.Requests, Has.Count.EqualTo(2));
            }
            else
            {
                var exception = await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => call);
                Assert.That((test.Requests.Count, (int?)exception.StatusCode), Is.EqualTo((1, (int?)status)), form);
            }
        }
    }

    [Test]
    public async Task A_deletion_of_more_ids_than_the_limit_is_not_retried()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(503), TestClient.Good);
        var query = new GatewayLogDeleteQuery { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, "a", "b")], Limit = 1 };

        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => test.Time.RunAsync(test.Client.SendDeleteAsync(query)));

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_deletion_of_as_many_ids_as_the_limit_is_retried()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(503), TestClient.Good);
        var query = new GatewayLogDeleteQuery { Filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, "a", "b")], Limit = 2 };

        await test.Time.RunAsync(test.Client.SendDeleteAsync(query));

        Assert.That(test.Requests, Has.Count.EqualTo(2));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task The_outcome_stays_unknown_after_any_number_of_gateway_errors(int retries)
    {
        using var test = TestClient.Retrying(TestClient.Refusal(503));
        var client = test.Client.WithOptions(new GatewayLogsCallOptions { MaxRetries = retries });

        var exception = await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => test.Time.RunAsync(client.SendDeleteAsync(s_forms["by id"])));

        Assert.That(exception.Attempts, Is.EqualTo(retries + 1));
    }

    [Test]
    public async Task A_rejected_retry_does_not_hide_that_the_first_attempt_may_have_been_executed()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(503), TestClient.Refusal(403));

        await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => test.Time.RunAsync(test.Client.SendDeleteAsync(s_forms["by id"])));

        Assert.That(test.Requests, Has.Count.EqualTo(2));
    }

    [TestCase(400)]
    [TestCase(403)]
    [TestCase(501)]
    public async Task A_rejected_deletion_has_a_known_outcome(int status)
    {
        using var test = TestClient.Retrying(TestClient.Refusal(status));

        await Failure.OfAsync<GatewayLogsException>(() => test.Time.RunAsync(test.Client.SendDeleteAsync(s_forms["of every kind"])));
    }

    [Test]
    [Platform("Linux", Reason = "Only Linux keeps a connection pending when the accept queue is full.")]
    public async Task A_deletion_is_retried_after_a_connect_timeout()
    {
        using var full = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        full.Start(backlog: 0);
        var port = ((System.Net.IPEndPoint)full.LocalEndpoint).Port;
        using var queued = new System.Net.Sockets.TcpClient();
        await queued.ConnectAsync(System.Net.IPAddress.Loopback, port);
        using var handler = GatewayLogsClient.CreateHttpMessageHandler();
        handler.ConnectTimeout = TimeSpan.FromSeconds(0.2);
        using var http = new HttpClient(handler);
        var options = TestClient.Options();
        (options.BaseAddress, options.MaxRetries) = (new Uri($"http://127.0.0.1:{port}/"), 1);

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(
            () => new GatewayLogsClient(options, http).SendDeleteAsync(s_forms["of every kind"]));

        Assert.That((exception.Attempts, exception.Message.Contains("ConnectTimeout", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [Test]
    public async Task A_deletion_that_was_not_sent_is_retried()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();
        var options = TestClient.Options();
        (options.BaseAddress, options.MaxRetries) = (new Uri($"http://127.0.0.1:{port}/"), 2);

        var exception = await Failure.OfAsync<GatewayLogsException>(() => new GatewayLogsClient(options).SendDeleteAsync(s_forms["of every kind"]));

        Assert.That((exception.Attempts, exception.Message.Contains("ConnectionError", StringComparison.Ordinal)), Is.EqualTo((3, true)));
    }
}
