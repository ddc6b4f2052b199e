using System.Net.Http.Headers;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Http;

/// <summary>Tests credentials, routes and the headers of every response.</summary>
public sealed class AuthenticationTests
{
    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase(null, 400, "9106")]
    [TestCase("Bearer", 400, "6003")]
    [TestCase("Bearer a b", 400, "6003")]
    [TestCase("Basic emulator-token", 400, "6003")]
    [TestCase("Bearer unknown", 401, "10000")]
    public async Task Rejects_requests_without_a_valid_token(string? authorization, int status, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _gateway.Logs);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var response = await _gateway.SendAsync(request);

        Assert.That((response.Status, response.Errors), Is.EqualTo((status, code)));
        Assert.That(response.Text, Does.Not.Contain("unknown").And.Not.Contain("emulator-token"));
    }

    [Test]
    public async Task Rejects_requests_without_a_token_regardless_of_the_letter_case_of_the_path()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(_gateway.Logs.ToString().Replace("client", "CLIENT", StringComparison.Ordinal)));

        var response = await _gateway.SendAsync(request);

        Assert.That((response.Status, response.Errors, response.Headers.ContainsKey("Ratelimit")), Is.EqualTo((400, "9106", true)));
        Assert.That(_gateway.Emulator.Requests.Select(seen => (seen.Method, seen.Status)), Is.EqualTo(new[] { ("DELETE", (int?)400) }));
    }

    [TestCase("emulator-metadata-token", 200, 403, 403)]
    [TestCase("emulator-read-only-token", 200, 404, 403)]
    [TestCase("emulator-token", 200, 404, 200)]
    public async Task Each_token_has_one_of_the_three_permissions(string token, int read, int missingBody, int write)
    {
        foreach (var path in new[] { "", "/a" })
        {
            Assert.That((await SendAsync(token, HttpMethod.Get, path)).Status, Is.EqualTo(read), path);
        }

        foreach (var path in new[] { "/a/request", "/a/response" })
        {
            Assert.That((await SendAsync(token, HttpMethod.Get, path)).Status, Is.EqualTo(missingBody), path);
        }

        Assert.That((await SendAsync(token, HttpMethod.Patch, "/a")).Status, Is.EqualTo(write));
        Assert.That((await SendAsync(token, HttpMethod.Delete, "")).Status, Is.EqualTo(write));
    }

    [TestCase("emulator@example.com", "emulator-key", 200)]
    [TestCase("emulator@example.com", "other", 401)]
    [TestCase("other@example.com", "emulator-key", 401)]
    [TestCase("emulator@example.com", "", 400)]
    public async Task Accepts_the_email_with_the_key(string email, string key, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, _gateway.Logs);
        request.Headers.Add("X-Auth-Email", email);
        request.Headers.Add("X-Auth-Key", key);

        Assert.That((await _gateway.SendAsync(request)).Status, Is.EqualTo(status));
    }

    [TestCase("accounts/unknown/ai-gateway/gateways/emulator/logs", "7003; 7000")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/other/logs", "7002")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator", "7003; 7000")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs/a/other", "7003; 7000")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs/", "7003; 7000")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs/a/", "7003; 7000")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/LOGS", "7003; 7000")]
    [TestCase("accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs/a/Request", "7003; 7000")]
    [TestCase("/CLIENT/v4/accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs", "7003; 7000")]
    [TestCase("user", "7003; 7000")]
    public async Task An_unknown_route_is_not_found(string path, string codes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway.Emulator.BaseAddress, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.Emulator.ApiToken);

        var response = await _gateway.SendAsync(request);

        Assert.That((response.Status, response.Errors), Is.EqualTo((404, codes)));
    }

    [TestCase("POST", "")]
    [TestCase("PATCH", "")]
    [TestCase("PUT", "/a")]
    [TestCase("DELETE", "/a")]
    [TestCase("DELETE", "/a/request")]
    public async Task An_unsupported_method_is_not_allowed(string method, string path)
    {
        var response = await _gateway.SendAsync(new HttpMethod(method), path);

        Assert.That((response.Status, response.Errors), Is.EqualTo((405, "7005")));
        Assert.That(response.Headers, Does.ContainKey("Allow"));
    }

    [TestCase("GET", "", 200)]
    [TestCase("GET", "?page=0", 400)]
    [TestCase("GET", "/a/response", 404)]
    [TestCase("POST", "", 405)]
    [TestCase("GET", "/../../../nowhere", 404)]
    public async Task Every_response_has_a_ray_id_rate_limit_headers_and_a_content_type(string method, string path, int status)
    {
        var response = await _gateway.SendAsync(new HttpMethod(method), path);

        Assert.That(response.Status, Is.EqualTo(status));
        Assert.That(response.Headers["Content-Type"], Is.EqualTo("application/json"));
        Assert.That(response.Headers["cf-ray"], Does.Match("^[0-9a-f]{16}-EMU$"));
        Assert.That(response.Headers["Ratelimit"], Is.EqualTo("\"default\";r=1199;t=300"));
        Assert.That(response.Headers["Ratelimit-Policy"], Is.EqualTo("\"default\";q=1200;w=300"));
    }

    [Test]
    public async Task Ray_ids_are_unique()
    {
        var first = await _gateway.GetAsync();
        var second = await _gateway.GetAsync();

        Assert.That(second.Headers["cf-ray"], Is.Not.EqualTo(first.Headers["cf-ray"]));
    }

    [Test]
    public async Task Requests_are_counted_per_token_in_windows_of_five_minutes()
    {
        var clock = new StoppedClock();
        await using var timed = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = clock }, Log("a"));

        Assert.That((await timed.GetAsync()).Headers["Ratelimit"], Is.EqualTo("\"default\";r=1199;t=300"));
        clock.Now += TimeSpan.FromSeconds(100.5);
        Assert.That((await timed.GetAsync()).Headers["Ratelimit"], Is.EqualTo("\"default\";r=1198;t=200"));
        using var other = new HttpRequestMessage(HttpMethod.Get, timed.Logs);
        other.Headers.Authorization = new AuthenticationHeaderValue("Bearer", timed.Emulator.ReadOnlyApiToken);
        Assert.That((await timed.SendAsync(other)).Headers["Ratelimit"], Is.EqualTo("\"default\";r=1199;t=300"));
        clock.Now += TimeSpan.FromSeconds(199.5);
        Assert.That((await timed.GetAsync()).Headers["Ratelimit"], Is.EqualTo("\"default\";r=1199;t=300"));
    }

    [Test]
    public async Task Requests_above_the_limit_are_rejected_for_the_rest_of_the_window()
    {
        var clock = new StoppedClock();
        await using var limited = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = clock, RateLimit = true }, Log("a"));
        var allowed = await Task.WhenAll(Enumerable.Range(0, 1_200).Select(async _ => (await limited.GetAsync("/a")).Status));
        clock.Now += TimeSpan.FromSeconds(12.5);

        var refused = await limited.GetAsync("/a");
        using var other = new HttpRequestMessage(HttpMethod.Get, limited.Logs);
        other.Headers.Authorization = new AuthenticationHeaderValue("Bearer", limited.Emulator.ReadOnlyApiToken);
        var otherToken = (await limited.SendAsync(other)).Status;
        clock.Now += TimeSpan.FromSeconds(287.5);
        var next = (await limited.GetAsync("/a")).Status;

        Assert.That(allowed, Is.All.EqualTo(200));
        Assert.That((refused.Status, refused.Errors, refused.Headers["Retry-After"]), Is.EqualTo((429, "10429", "288")));
        Assert.That(refused.Headers["Ratelimit"], Is.EqualTo("\"default\";r=0;t=288"));
        Assert.That((otherToken, next), Is.EqualTo((200, 200)));
    }

    private async Task<EmulatorResponse> SendAsync(string token, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, _gateway.Logs + path) { Content = new StringContent("{}") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _gateway.SendAsync(request);
    }
}
