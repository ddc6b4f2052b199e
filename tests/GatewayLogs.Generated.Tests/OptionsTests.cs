namespace GatewayLogs.Tests;

[NonParallelizable]
public class OptionsTests
{
    private static IEnumerable<TestCaseData> Mistakes()
    {
        static TestCaseData Case(string name, Action<GatewayLogsClientOptions> mistake, params string[] named) =>
            new TestCaseData(mistake, named).SetArgDisplayNames(name);

        yield return Case("no account", o => o.AccountId = null, "AccountId", "CLOUDFLARE_ACCOUNT_ID");
        yield return Case("blank account", o => o.AccountId = " ", "AccountId", "CLOUDFLARE_ACCOUNT_ID");
        yield return Case("dots as account", o => o.AccountId = "..", "AccountId", "CLOUDFLARE_ACCOUNT_ID");
        yield return Case("account with a slash", o => o.AccountId = "a/b", "AccountId", "CLOUDFLARE_ACCOUNT_ID");
        yield return Case("account with a line feed", o => o.AccountId = "abc\n", "AccountId", "CLOUDFLARE_ACCOUNT_ID");
        yield return Case("no gateway", o => o.GatewayId = "", "GatewayId", "CLOUDFLARE_GATEWAY_ID");
        yield return Case("upper-case gateway", o => o.GatewayId = "My", "GatewayId", "CLOUDFLARE_GATEWAY_ID");
        yield return Case("gateway with a double hyphen", o => o.GatewayId = "a--b", "GatewayId", "CLOUDFLARE_GATEWAY_ID");
        yield return Case("gateway of 65", o => o.GatewayId = new string('a', 65), "GatewayId", "CLOUDFLARE_GATEWAY_ID");
        yield return Case("dots as gateway", o => o.GatewayId = "..", "GatewayId", "CLOUDFLARE_GATEWAY_ID");
        yield return Case("no credentials", o => o.ApiToken = null, "ApiToken", "CLOUDFLARE_API_TOKEN");
        yield return Case("empty token", o => o.ApiToken = "", "ApiToken", "CLOUDFLARE_API_TOKEN");
        yield return Case("token with a line break", o => o.ApiToken = "abc\r\nX: y", "ApiToken", "CLOUDFLARE_API_TOKEN");
        yield return Case("two kinds of credentials", o => o.TokenProvider = _ => default, "ApiToken", "TokenProvider");
        yield return Case("email without key", o => (o.ApiToken, o.Email) = (null, "a@b.c"), "ApiKey", "CLOUDFLARE_API_KEY");
        yield return Case("key without email", o => (o.ApiToken, o.ApiKey) = (null, "key"), "Email", "CLOUDFLARE_EMAIL");
        yield return Case("email without at", o => (o.ApiToken, o.Email, o.ApiKey) = (null, "ab.c", "key"), "Email", "CLOUDFLARE_EMAIL");
        yield return Case("http to another host", o => o.BaseAddress = new("http://api.example.com/v4"), "BaseAddress", "CLOUDFLARE_API_BASE_URL");
        yield return Case("ftp", o => o.BaseAddress = new("ftp://127.0.0.1/"), "BaseAddress", "CLOUDFLARE_API_BASE_URL");
        yield return Case("user info", o => o.BaseAddress = new("https://me:secret@api.example.com/"), "BaseAddress", "CLOUDFLARE_API_BASE_URL");
        yield return Case("query", o => o.BaseAddress = new("https://api.example.com/?a=b"), "BaseAddress", "CLOUDFLARE_API_BASE_URL");
        yield return Case("fragment", o => o.BaseAddress = new("https://api.example.com/#a"), "BaseAddress", "CLOUDFLARE_API_BASE_URL");
        yield return Case("no time in all", o => o.TotalTimeout = TimeSpan.Zero, "TotalTimeout");
        yield return Case("headers awaited for more than 24 days", o => o.HeadersTimeout = TimeSpan.FromDays(25), "HeadersTimeout", "24 days");
        yield return Case("a body that may stop for less than nothing", o => o.BodyInactivityTimeout = TimeSpan.FromSeconds(-2), "BodyInactivityTimeout");
        yield return Case("fewer retries than none", o => o.MaxRetries = -1, "MaxRetries");
        yield return Case("no clock", o => o.TimeProvider = null!, "TimeProvider");
        yield return Case("relative", o => o.BaseAddress = new("/client/v4", UriKind.Relative), "BaseAddress", "CLOUDFLARE_API_BASE_URL");
    }

    [Test]
    public void Http_to_another_machine_requires_an_opt_in()
    {
        var options = TestClient.Options();
        (options.BaseAddress, options.AllowInsecureHttp) = (new Uri("http://emulator:8080/client/v4/"), true);

        Assert.That(() => new GatewayLogsClient(options), Throws.Nothing);
    }

    [TestCaseSource(nameof(Mistakes))]
    public void An_invalid_option_is_rejected_with_its_name_and_environment_variable(Action<GatewayLogsClientOptions> mistake, string[] named)
    {
        var options = TestClient.Options();
        mistake(options);

        var exception = Assert.Throws<ArgumentException>(() => _ = new GatewayLogsClient(options))!;

        Assert.Multiple(() =>
        {
            foreach (var name in named)
            {
                Assert.That(exception.Message, Does.Contain(name));
            }

            Assert.That(exception.Message, Does.Not.Contain(TestClient.ApiToken));
            Assert.That(exception.Message, Does.Not.Contain("secret"));
        });
    }

    [Test]
    public void All_invalid_options_are_reported_at_once()
    {
        var exception = Assert.Throws<ArgumentException>(() => _ = new GatewayLogsClient(new GatewayLogsClientOptions()))!;

        Assert.That(exception.Message, Does.Contain("AccountId").And.Contain("GatewayId").And.Contain("ApiToken"));
    }

    [TestCase("http://localhost:8787/client/v4")]
    [TestCase("http://127.0.0.1:8787/")]
    [TestCase("http://[::1]:8787/")]
    [TestCase("https://proxy.example.com/cloudflare/")]
    public void HTTPS_and_HTTP_to_localhost_are_accepted(string address)
    {
        var options = TestClient.Options();
        options.BaseAddress = new Uri(address);

        Assert.That(() => new GatewayLogsClient(options), Throws.Nothing);
    }

    [TestCase("https://api.example.com/client/v4")]
    [TestCase("https://api.example.com/client/v4/")]
    public async Task The_trailing_slash_of_the_base_address_is_optional(string address)
    {
        using var test = new TestClient(options => options.BaseAddress = new Uri(address));
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        await test.Client.ListLogsAsync();

        Assert.That(test.Request.Path, Is.EqualTo(TestClient.LogsPath));
    }

    [Test]
    public async Task Changing_the_options_after_construction_has_no_effect()
    {
        GatewayLogsClientOptions? options = null;
        using var test = new TestClient(o => options = o);
        test.Respond(System.Net.HttpStatusCode.OK, Repository.Example("ListGatewayLogs.200"));

        options!.GatewayId = "another";
        await test.Client.ListLogsAsync();

        Assert.That(test.Request.Path, Is.EqualTo(TestClient.LogsPath));
    }

    [Test]
    public void Options_are_read_from_environment_variables()
    {
        using var environment = new EnvironmentVariables
        {
            ["CLOUDFLARE_ACCOUNT_ID"] = "abc",
            ["CLOUDFLARE_GATEWAY_ID"] = "gw",
            ["CLOUDFLARE_API_TOKEN"] = "token",
            ["CLOUDFLARE_API_BASE_URL"] = "http://127.0.0.1:1/client/v4",
            ["CLOUDFLARE_EMAIL"] = "left@alone.example",
            ["CLOUDFLARE_API_KEY"] = "left-alone",
        };

        var options = GatewayLogsClientOptions.FromEnvironment();

        Assert.That(
            (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress.AbsoluteUri, options.Email, options.ApiKey),
            Is.EqualTo(("abc", "gw", "token", "http://127.0.0.1:1/client/v4", (string?)null, (string?)null)));
    }

    [Test]
    public void Without_a_token_the_email_and_key_are_read_from_environment_variables()
    {
        using var environment = new EnvironmentVariables
        {
            ["CLOUDFLARE_API_TOKEN"] = null,
            ["CLOUDFLARE_EMAIL"] = "ops@example.com",
            ["CLOUDFLARE_API_KEY"] = "key",
        };

        var options = GatewayLogsClientOptions.FromEnvironment();

        Assert.That((options.ApiToken, options.Email, options.ApiKey), Is.EqualTo(((string?)null, "ops@example.com", "key")));
    }

    [Test]
    public void A_malformed_base_address_is_reported_with_its_environment_variable()
    {
        using var environment = new EnvironmentVariables { ["CLOUDFLARE_API_BASE_URL"] = "api.example.com" };

        Assert.That(GatewayLogsClientOptions.FromEnvironment, Throws.ArgumentException.With.Message.Contains("CLOUDFLARE_API_BASE_URL"));
    }
}
