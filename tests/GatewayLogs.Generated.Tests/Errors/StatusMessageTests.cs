using System.Net;
using System.Security.Authentication;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>What a failure says to do about it.</summary>
public class StatusMessageTests
{
    [TestCase(413, "entries of metadata")]
    [TestCase(414, "fewer or shorter filters")]
    [TestCase(431, "fewer or shorter filters")]
    [TestCase(422, "See Errors")]
    public async Task The_message_names_the_remedy(int status, string remedy)
    {
        using var test = new TestClient();
        test.Respond((HttpStatusCode)status, "");

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Message, Does.Contain(remedy).And.Not.Contain("BaseAddress"));
    }

    [Test]
    public async Task A_request_that_is_longer_than_the_service_accepts_is_not_sent()
    {
        using var test = new TestClient();
        var query = new GatewayLogQuery { Filters = [LogFilter.Model.EqualTo(new string('a', 70_000))] };

        var exception = await Failure.OfAsync<ArgumentException>(() => test.Client.ListLogsAsync(query));

        Assert.That(exception.Message, Does.Contain("32768").And.Contain("filters"));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task An_untrusted_certificate_is_named_with_the_way_to_trust_its_issuer()
    {
        using var test = new TestClient();
        test.Service.When("*").Throw(new HttpRequestException(
            HttpRequestError.SecureConnectionError, "ssl",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Message, Does.Contain("UntrustedRoot").And.Contain("SSL_CERT_FILE"));
    }

    [Test]
    public async Task A_proxy_that_does_not_connect_is_named_with_its_variables()
    {
        await using var proxy = new FaultyServer(_ => new FaultyResponse("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), FaultyEnd.Close));
        using var handler = GatewayLogsClient.CreateHttpMessageHandler();
        handler.Proxy = new WebProxy(proxy.Address);
        using var http = new HttpClient(handler);

        var exception = await Failure.OfAsync<GatewayLogsException>(() => new GatewayLogsClient(TestClient.Options(), http).ListLogsAsync());

        Assert.That(exception.Message, Does.Contain("The proxy did not connect").And.Contain("HTTPS_PROXY").And.Contain("NO_PROXY"));
        Assert.That((exception.WasSent, proxy.Requests), Is.EqualTo((false, new[] { "CONNECT api.cloudflare.com:443 HTTP/1.1" })));
    }

    [Test]
    public async Task Headers_of_100_KB_are_read()
    {
        await using var server = new FaultyServer(_ => new FaultyResponse(
            System.Text.Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nX-Trace: {new string('a', 100_000)}\r\nContent-Type: application/json\r\n"
                + "Content-Length: 28\r\n\r\n{\"success\":true,\"result\":[]}"),
            FaultyEnd.KeepOpen));

        Assert.That((await new GatewayLogsClient(server.Options()).ListLogsAsync()).Logs, Is.Empty);
    }

    [TestCase("""{"success":true,"result":["canary"]}""")]
    [TestCase("""{"success":true,"result":"canary"}""")]
    [TestCase("""["canary"]""")]
    [TestCase("""{"success":true,"result":[{"id":"canary""")]
    public async Task The_position_in_malformed_json_has_numbers_or_is_left_out(string body)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(
            exception.Message,
            Does.Match(@"^The service returned 200, but [a-zA-Z ]+( \(line \d+, position \d+\))?\. Try again").And.Not.Contain("canary"));
    }

    [Test]
    public async Task A_ray_id_with_control_characters_is_shown_without_them()
    {
        using var test = new TestClient();
        test.Service.When("*").Respond(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.BadRequest);
            response.Headers.TryAddWithoutValidation("cf-ray", "8f2a\u001b[31m-AMS");
            return response;
        });

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.RayId, Is.EqualTo("8f2a31m-AMS"));
    }

    [Test]
    public void Text_that_cannot_be_encoded_is_refused() => Assert.Multiple(() =>
    {
        using var test = new TestClient();
        Assert.That(() => new GatewayLogQuery { Search = "a\ud800" }, Throws.ArgumentException);
        Assert.That(
            async () => await test.Client.UpdateLogAsync(
                "a", new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["a"] = "\ud800" } }),
            Throws.ArgumentException);
        Assert.That(
            async () => await test.Client.UpdateLogAsync(
                "a", new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["a"] = double.NaN } }),
            Throws.ArgumentException);
        Assert.That(test.Requests, Is.Empty);
    });

    [Test]
    public void An_empty_search_text_is_none() => Assert.That(new GatewayLogQuery { Search = "" }.Search, Is.Null);
}
