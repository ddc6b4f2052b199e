using System.Net;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Control;

/// <summary>Who can control an emulator: programs of this machine, others with the token, and web pages never.</summary>
public sealed class ControlAccessTests
{
    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private Gateway _gateway;

    [SetUp]
    public async Task Start() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [Test]
    public void Every_endpoint_is_of_the_api_or_of_the_control()
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
    public async Task A_web_page_is_refused_by_every_control_endpoint_with_every_method(params string[] headers)
    {
        foreach (var (method, path) in from path in ControlPaths(_gateway).Append("/_emulator/nothing") from method in s_methods select (method, path))
        {
            var answer = await ExchangeAsync(_gateway, method, path, headers);

            Assert.That(answer.Status, Is.EqualTo(403), $"{method} {path}");
            Assert.That(answer.Body, method == "HEAD" ? Is.Empty : Does.StartWith("{\"error\":\"The request has ").And.EndWith("Nothing was done.\"}"));
        }

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
        Assert.That(_gateway.Emulator.Quirks, Is.EqualTo(new EmulatorQuirks()));
    }

    [TestCase("/_EMULATOR/reset")]
    [TestCase("/%5Femulator/reset")]
    [TestCase("/_emulator/reset/")]
    [TestCase("/./_emulator/reset")]
    [TestCase("/client/../_emulator/reset")]
    public async Task A_web_page_is_refused_however_it_writes_the_path(string path)
    {
        var answer = await ExchangeAsync(_gateway, "POST", path, "Origin: http://evil.example");

        Assert.That(answer.Status, Is.EqualTo(403));
        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
    }

    [TestCase("POST", "/_emulator/reset")]
    [TestCase("POST", "/_emulator/reset", "Sec-Fetch-Site: none")]
    [TestCase("GET", "/_emulator/ledger", "Sec-Fetch-Site: same-origin")]
    public async Task A_program_and_a_typed_address_are_served(string method, string path, params string[] headers) =>
        Assert.That((await ExchangeAsync(_gateway, method, path, headers)).Status, Is.EqualTo(200));

    [Test]
    public async Task With_a_token_every_control_endpoint_requires_it([Values(null, "", "Bearer", "Bearer wrong", "Bearer secret-tokem", "Basic secret-token")] string? shown)
    {
        await using var guarded = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { ControlToken = "secret-token" }, Log("a"));

        foreach (var (method, path) in from path in ControlPaths(guarded) from method in s_methods select (method, path))
        {
            var answer = await ExchangeAsync(guarded, method, path, shown is null ? [] : [$"Authorization: {shown}"]);

            Assert.That((answer.Status, answer.Header("WWW-Authenticate")), Is.EqualTo((401, "Bearer")), $"{method} {path}");
            Assert.That(answer.Body, method == "HEAD" ? Is.Empty : Does.Contain("GATEWAY_LOGS_CONTROL_TOKEN").And.Not.Contain("secret"));
        }

        Assert.That((await guarded.GetAsync()).Ids, Is.EqualTo("a"));
    }

    [TestCase("Bearer secret-token", 200)]
    [TestCase("bearer  secret-token", 200)]
    [TestCase("Bearer secret-token", 403, "Origin: http://evil.example")]
    public async Task The_token_opens_the_control_to_programs(string authorization, int status, params string[] headers)
    {
        await using var guarded = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { ControlToken = "secret-token" }, Log("a"));

        var answer = await ExchangeAsync(guarded, "POST", "/_emulator/reset", [$"Authorization: {authorization}", .. headers]);

        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task Beyond_loopback_there_is_a_token_that_is_random([Values("0.0.0.0", "::")] string address)
    {
        var options = new GatewayLogsEmulatorOptions { Address = IPAddress.Parse(address) };
        await using var one = await Gateway.StartAsync(options, Log("a"));
        await using var two = await Gateway.StartAsync(options);

        Assert.That(one.Emulator.ControlToken, Does.Match("^[0-9a-f]{32}$").And.Not.EqualTo(two.Emulator.ControlToken));
        Assert.That((await ExchangeAsync(one, "POST", "/_emulator/reset")).Status, Is.EqualTo(401));
        Assert.That((await ExchangeAsync(one, "POST", "/_emulator/reset", $"Authorization: Bearer {one.Emulator.ControlToken}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Beyond_loopback_the_token_can_be_returned_and_members_need_none()
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Address = IPAddress.Any, ControlToken = "given" }, Log("a"));

        gateway.Emulator.Reset();

        Assert.That(gateway.Emulator.ControlToken, Is.EqualTo("given"));
        Assert.That((await gateway.GetAsync()).TotalCount, Is.Zero);
        Assert.That(gateway.Emulator.BaseAddress.Host, Is.EqualTo("127.0.0.1"));
    }

    [Test]
    public void On_loopback_there_is_none() => Assert.That(_gateway.Emulator.ControlToken, Is.Null);

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("ü")]
    [TestCase("a;b")]
    [TestCase("a\n")]
    public void A_token_that_no_header_or_shell_can_hold_is_refused(string token) =>
        Assert.That(() => new GatewayLogsEmulatorOptions { ControlToken = token }, Throws.ArgumentException);

    [Test]
    public void The_text_of_the_options_has_no_credential()
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
