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
            HttpRequestError.SecureConnectionError, "ssl", new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Message, Does.Contain("UntrustedRoot").And.Contain("SSL_CERT_FILE"));
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
        Assert.That(async () => await test.Client.UpdateLogAsync("a", new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["a"] = "\ud800" } }), Throws.ArgumentException);
        Assert.That(async () => await test.Client.UpdateLogAsync("a", new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["a"] = double.NaN } }), Throws.ArgumentException);
        Assert.That(test.Requests, Is.Empty);
    });

    [Test]
    public void An_empty_search_text_is_none() => Assert.That(new GatewayLogQuery { Search = "" }.Search, Is.Null);
}
