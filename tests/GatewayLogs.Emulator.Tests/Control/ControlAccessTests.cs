using System.Net;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Control;

/// <summary>
/// Verifies who can control an emulator: programs on this machine without a token, others with the token, and web pages never.
/// </summary>
public sealed class ControlAccessTests
{
    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public void Every_endpoint_belongs_to_the_api_or_to_the_control_endpoints()
    {
        Assert.That(Paths(_gateway), Is.All.StartWith("/client/v4/").Or.StartWith("/_emulator/"));
        Assert.That(ControlPaths(_gateway).Count(), Is.GreaterThanOrEqualTo(9));
    }

    [TestCase("Origin: http://evil.example")]
    [TestCase("Origin: null")]
    [TestCase("Origin: http://127.0.0.1")]
    [TestCase("Origin:")]
    [TestCase("Sec-Fetch-Site: cross-site")]
    [TestCase("Sec-Fetch-Site: same-site")]
    [TestCase("Sec-Fetch-Site: something-new")]
    [TestCase("Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site")]
    public async Task Every_control_endpoint_rejects_requests_of_web_pages_with_every_method(params string[] headers)
    {
        foreach (var (method, path) in from path in ControlPaths(_gateway).Append("/_emulator/nothing") from method in s_methods select (method, path))
        {
            var response = await ExchangeAsync(_gateway, method, path, headers);

            Assert.That(response.Status, Is.EqualTo(403), $"{method} {path}");
            Assert.That(response.Body, method == "HEAD" ? Is.Empty : Does.StartWith("{\"error\":\"The request has ").And.EndWith("No change was made.\"}"));
        }

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
        Assert.That(_gateway.Emulator.Quirks, Is.EqualTo(new EmulatorQuirks()));
    }

    [TestCase("/_EMULATOR/reset")]
    [TestCase("/%5Femulator/reset")]
    [TestCase("/_emulator/reset/")]
    [TestCase("/./_emulator/reset")]
    [TestCase("/client/../_emulator/reset")]
    public async Task Requests_of_web_pages_are_rejected_for_every_spelling_of_the_path(string path)
    {
        var response = await ExchangeAsync(_gateway, "POST", path, "Origin: http://evil.example");

        Assert.That(response.Status, Is.EqualTo(403));
        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
    }

    [TestCase("POST", "/_emulator/reset")]
    [TestCase("POST", "/_emulator/reset", "Sec-Fetch-Site: none")]
    [TestCase("GET", "/_emulator/ledger", "Sec-Fetch-Site: same-origin")]
    public async Task Requests_of_programs_and_from_the_address_bar_are_accepted(string method, string path, params string[] headers) =>
        Assert.That((await ExchangeAsync(_gateway, method, path, headers)).Status, Is.EqualTo(200));

    [Test]
    public async Task Every_control_endpoint_requires_a_configured_token(
        [Values(null, "", "Bearer", "Bearer wrong", "Bearer secret-tokem", "Basic secret-token")] string? shown)
    {
        await using var guarded = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { ControlToken = "secret-token" }, Log("a"));

        foreach (var (method, path) in from path in ControlPaths(guarded) from method in s_methods select (method, path))
        {
            var response = await ExchangeAsync(guarded, method, path, shown is null ? [] : [$"Authorization: {shown}"]);

            Assert.That((response.Status, response.Header("WWW-Authenticate")), Is.EqualTo((401, "Bearer")), $"{method} {path}");
            Assert.That(response.Body, method == "HEAD" ? Is.Empty : Does.Contain("GATEWAY_LOGS_CONTROL_TOKEN").And.Not.Contain("secret"));
        }

        Assert.That((await guarded.GetAsync()).Ids, Is.EqualTo("a"));
    }

    [TestCase("Bearer secret-token", 200)]
    [TestCase("bearer  secret-token", 200)]
    [TestCase("Bearer secret-token", 403, "Origin: http://evil.example")]
    public async Task Programs_with_the_token_are_accepted_and_web_pages_are_not(string authorization, int status, params string[] headers)
    {
        await using var guarded = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { ControlToken = "secret-token" }, Log("a"));

        var response = await ExchangeAsync(guarded, "POST", "/_emulator/reset", [$"Authorization: {authorization}", .. headers]);

        Assert.That(response.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task The_token_is_random_unless_the_address_is_loopback([Values("0.0.0.0", "::")] string address)
    {
        var options = new GatewayLogsEmulatorOptions { Address = IPAddress.Parse(address) };
        await using var one = await Gateway.StartAsync(options, Log("a"));
        await using var two = await Gateway.StartAsync(options);

        Assert.That(one.Emulator.ControlToken, Does.Match("^[0-9a-f]{32}$").And.Not.EqualTo(two.Emulator.ControlToken));
        Assert.That((await ExchangeAsync(one, "POST", "/_emulator/reset")).Status, Is.EqualTo(401));
        Assert.That((await ExchangeAsync(one, "POST", "/_emulator/reset", $"Authorization: Bearer {one.Emulator.ControlToken}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_configured_token_is_used_on_other_addresses_and_members_do_not_require_it()
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Address = IPAddress.Any, ControlToken = "given" }, Log("a"));

        gateway.Emulator.Reset();

        Assert.That(gateway.Emulator.ControlToken, Is.EqualTo("given"));
        Assert.That((await gateway.GetAsync()).TotalCount, Is.Zero);
        Assert.That(gateway.Emulator.BaseAddress.Host, Is.EqualTo("127.0.0.1"));
    }

    [Test]
    public void Loopback_requires_no_token() => Assert.That(_gateway.Emulator.ControlToken, Is.Null);

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("ü")]
    [TestCase("a;b")]
    [TestCase("a\n")]
    public void A_token_with_characters_unsafe_in_a_header_or_shell_throws(string token) =>
        Assert.That(() => new GatewayLogsEmulatorOptions { ControlToken = token }, Throws.ArgumentException);

    [Test]
    public void ToString_of_the_options_contains_no_credentials()
    {
        var options = new GatewayLogsEmulatorOptions { ControlToken = "canary-1", ApiToken = "canary-2", ApiKey = "canary-3", ReadOnlyApiToken = "canary-4" };

        Assert.That(options.ToString(), Does.Not.Contain("canary"));
    }

    private static IEnumerable<string> Paths(Gateway gateway) => gateway.Emulator.Endpoints.Select(endpoint => endpoint.RoutePattern.RawText!);

    private static IEnumerable<string> ControlPaths(Gateway gateway) =>
        Paths(gateway).Where(path => path.StartsWith("/_emulator", StringComparison.OrdinalIgnoreCase)).Distinct();

    private static async Task<RawResponse> ExchangeAsync(Gateway gateway, string method, string path, params string[] headers)
    {
        using var connection = await ClientConnection.OpenAsync(gateway.Logs);
        await connection.SendAsync(ClientConnection.Bytes(
            $"{method} {path} HTTP/1.1", [$"Host: {gateway.Logs.Authority}", "Content-Length: 2", "Connection: close", .. headers], "{}"));
        return await connection.ReceiveAsync(TimeSpan.FromSeconds(20));
    }
}
