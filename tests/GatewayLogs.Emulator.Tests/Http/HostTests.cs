using System.Net;
using GatewayLogs.Emulator.Http;
using GatewayLogs.Emulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Http;

/// <summary>Tests the check of the Host header, which protects against DNS rebinding.</summary>
public sealed class HostTests
{
    private static readonly string[] s_loopback =
        ["localhost", "LocalHost:1", "localhost.", "app.localhost:80", "127.0.0.1", "127.8.9.10:65535", "[::1]", "[::1]:80", "[::ffff:127.0.0.1]"];

    private static readonly string[] s_foreign =
    [
        "evil.example", "evil.example:8787", "localhost.evil.example", "notlocalhost", "127.0.0.1.evil.example", "192.0.2.1", "0.0.0.0",
        "[2001:db8::1]", "10.0.0.1:80", "xn--lcalhost-g7b",
    ];

    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCaseSource(nameof(s_loopback))]
    public async Task A_loopback_name_is_accepted(string host)
    {
        Assert.That((await ExchangeAsync(_gateway, "GET", _gateway.Logs.AbsolutePath, host)).Status, Is.EqualTo(200));
        Assert.That((await ExchangeAsync(_gateway, "POST", "/_emulator/reset", host)).Status, Is.EqualTo(200));
    }

    [TestCaseSource(nameof(s_foreign))]
    public async Task Every_endpoint_rejects_other_names(string host)
    {
        var paths = _gateway.Emulator.Endpoints.Select(endpoint => endpoint.RoutePattern.RawText!)
            .Select(path => path.Replace("{account_id}", _gateway.Emulator.AccountId, StringComparison.Ordinal)
                .Replace("{gateway_id}", _gateway.Emulator.GatewayId, StringComparison.Ordinal)
                .Replace("{id}", "a", StringComparison.Ordinal));

        foreach (var (method, path) in
            from path in paths.Append("/").Distinct()
            from method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }
            select (method, path))
        {
            var response = await ExchangeAsync(_gateway, method, path, host);

            Assert.That(response.Status, Is.EqualTo(403), $"{method} {path}");
            Assert.That(response.Body, Does.Contain("The Host header").And.Contain("expected localhost or 127.0.0.1"));
            Assert.That(response.Body, Does.StartWith(path.StartsWith("/_emulator", StringComparison.Ordinal) ? "{\"error\":" : "{\"success\":false"));
        }

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_request_without_a_host_header_is_accepted()
    {
        using var connection = await ClientConnection.OpenAsync(_gateway.Logs);
        await connection.SendAsync(ClientConnection.Bytes("GET /_emulator/health HTTP/1.0", [], ""));

        Assert.That((await connection.ReceiveAsync(TimeSpan.FromSeconds(20))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task An_emulator_on_all_addresses_accepts_every_name()
    {
        await using var open = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Address = IPAddress.Any }, Log("a"));

        foreach (var host in s_foreign.Concat(s_loopback))
        {
            Assert.That((await ExchangeAsync(open, "GET", open.Logs.AbsolutePath, host)).Status, Is.EqualTo(200), host);
        }
    }

    [TestCase("192.0.2.7", true)]
    [TestCase("192.0.2.7:8787", true)]
    [TestCase("localhost:8787", true)]
    [TestCase("192.0.2.8", false)]
    [TestCase("evil.example", false)]
    public async Task An_emulator_on_one_address_accepts_that_address(string host, bool isServed)
    {
        var context = new DefaultHttpContext { Request = { Host = new HostString(host) } };
        context.Features.Set(new RequestRecord(1, Noon, operation: null, "GET", "/"));
        var served = false;

        await new HostMiddleware(IPAddress.Parse("192.0.2.7")).InvokeAsync(context, _ =>
        {
            served = true;
            return Task.CompletedTask;
        });

        Assert.That((served, context.Response.StatusCode), Is.EqualTo((isServed, isServed ? 200 : 403)));
    }

    private static async Task<RawResponse> ExchangeAsync(Gateway gateway, string method, string path, string host)
    {
        using var connection = await ClientConnection.OpenAsync(gateway.Logs);
        string[] headers =
        [
            $"Host: {host}", "Content-Length: 2", "Connection: close",
            $"Authorization: Bearer {(path.StartsWith("/_emulator", StringComparison.Ordinal) ? gateway.Emulator.ControlToken : gateway.Emulator.ApiToken)}",
        ];
        await connection.SendAsync(ClientConnection.Bytes($"{method} {path} HTTP/1.1", headers, "{}"));
        return await connection.ReceiveAsync(TimeSpan.FromSeconds(20));
    }
}
