namespace GatewayLogs.Tests;

public class AuthTests
{
    [Test]
    public async Task A_token_leaves_as_a_bearer_token()
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200");

        await test.Client.ListLogsAsync();

        Assert.That(test.Request.Headers["Authorization"], Is.EqualTo($"Bearer {TestClient.ApiToken}"));
    }

    [Test]
    public async Task An_email_and_a_key_leave_in_their_own_headers()
    {
        using var test = new TestClient(options => (options.ApiToken, options.Email, options.ApiKey) = (null, "ops@example.com", "k3y"));
        test.Answer(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.Client.ListLogsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(test.Request.Headers["X-Auth-Email"], Is.EqualTo("ops@example.com"));
            Assert.That(test.Request.Headers["X-Auth-Key"], Is.EqualTo("k3y"));
            Assert.That(test.Request.Headers, Does.Not.ContainKey("Authorization"));
        });
    }

    [Test]
    public async Task A_token_provider_is_asked_for_each_request()
    {
        var calls = 0;
        using var test = new TestClient(options =>
            (options.ApiToken, options.TokenProvider) = (null, _ => ValueTask.FromResult($"token-{++calls}")));
        test.Answer(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.Client.ListLogsAsync();
        await test.Client.ListLogsAsync();

        Assert.That(test.Requests.Select(request => request.Headers["Authorization"]), Is.EqualTo(["Bearer token-1", "Bearer token-2"]));
    }

    [Test]
    public async Task A_token_provider_learns_of_the_callers_cancellation()
    {
        using var source = new CancellationTokenSource();
        var wasCancelled = false;
        using var test = new TestClient(options => (options.ApiToken, options.TokenProvider) = (null, async token =>
        {
            await source.CancelAsync();
            wasCancelled = token.IsCancellationRequested;
            return "t";
        }));
        test.Answer(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await Failure.OfAsync<OperationCanceledException>(() => test.Client.ListLogsAsync(cancellationToken: source.Token));

        Assert.That(wasCancelled, Is.True);
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("line\r\nbreak")]
    [TestCase("tökén")]
    public async Task A_malformed_token_from_a_provider_is_refused_unsent_and_unquoted(string token)
    {
        using var test = new TestClient(options => (options.ApiToken, options.TokenProvider) = (null, _ => ValueTask.FromResult(token)));

        var exception = await Failure.OfAsync<InvalidOperationException>(() => test.Client.ListLogsAsync());

        Assert.Multiple(() =>
        {
            Assert.That(test.Requests, Is.Empty);
            Assert.That(exception.Message, Does.StartWith("TokenProvider"));
            Assert.That(token.Length == 0 || !exception.ToString().Contains(token, StringComparison.Ordinal));
        });
    }
}
