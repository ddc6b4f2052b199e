using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class ServiceCollectionTests
{
    private static MockHttpMessageHandler Service(List<HttpRequestMessage> requests)
    {
        var service = new MockHttpMessageHandler();
        service.When("*").Respond(request =>
        {
            requests.Add(request);
            return TestClient.GoodPage();
        });
        return service;
    }

    private static void Fill(GatewayLogsClientOptions options, string gateway = "my-gateway")
    {
        (options.AccountId, options.GatewayId, options.ApiToken, options.RateLimit) = ("abc", gateway, TestClient.ApiToken, null);
    }

    [Test]
    public async Task A_client_is_injected_with_a_configurable_HttpClient()
    {
        List<HttpRequestMessage> requests = [];
        using var service = Service(requests);
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(options => Fill(options)).ConfigurePrimaryHttpMessageHandler(() => service);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<GatewayLogsClient>().ListLogsAsync();

        Assert.That(requests.Single().RequestUri!.AbsolutePath, Does.EndWith("/accounts/abc/ai-gateway/gateways/my-gateway/logs"));
    }

    [Test]
    public async Task Several_gateways_have_their_own_clients()
    {
        List<HttpRequestMessage> requests = [];
        using var service = Service(requests);
        var services = new ServiceCollection();
        services.AddGatewayLogsClient("eu", options => Fill(options, "gateway-eu")).ConfigurePrimaryHttpMessageHandler(() => service);
        services.AddGatewayLogsClient("us", options => Fill(options, "gateway-us")).ConfigurePrimaryHttpMessageHandler(() => service);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<GatewayLogsClient>("us").ListLogsAsync();
        await provider.GetRequiredKeyedService<GatewayLogsClient>("eu").ListLogsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(requests.Select(request => request.RequestUri!.AbsolutePath.Split('/')[^2]), Is.EqualTo(["gateway-us", "gateway-eu"]));
            Assert.That(provider.GetService<GatewayLogsClient>(), Is.Null);
        });
    }

    private static GatewayLogsClientOptions Bound(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"GatewayLogs:{setting.Name}", setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(configuration.GetSection("GatewayLogs"));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider.GetRequiredService<IOptions<GatewayLogsClientOptions>>().Value;
    }

    [Test]
    public void Options_are_bound_from_a_configuration_section()
    {
        var options = Bound(
            ("AccountId", "abc"), ("GatewayId", "gw"), ("ApiToken", "t"), ("BaseAddress", "http://localhost:8787/client/v4"),
            ("TotalTimeout", "00:05:00"), ("MaxRetries", "9"), ("RateLimit", "300"));

        Assert.That(
            (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress.Port, options.TotalTimeout, options.MaxRetries, options.RateLimit),
            Is.EqualTo(("abc", "gw", "t", 8787, TimeSpan.FromMinutes(5), 9, 300)));
    }

    [TestCase("TotalTimeout", "20")]
    [TestCase("HeadersTimeout", "2")]
    [TestCase("BodyInactivityTimeout", " 1 ")]
    [TestCase("TotalTimeout", "-1")]
    [TestCase("TotalTimeout", "20s")]
    [TestCase("TotalTimeout", "PT20S")]
    [TestCase("TotalTimeout", "1.5")]
    public void A_malformed_timeout_is_rejected_with_the_expected_format(string name, string value) => Assert.That(
        () => Bound(("AccountId", "abc"), ("GatewayId", "gw"), ("ApiToken", "t"), (name, value)),
        Throws.InstanceOf<OptionsValidationException>().With.Message.Contains($"GatewayLogs:{name}").And.Message.Contains("00:00:20"));

    [Test]
    public void A_timeout_may_be_infinite() =>
        Assert.That(Bound(("AccountId", "abc"), ("GatewayId", "gw"), ("ApiToken", "t"), ("TotalTimeout", "-00:00:00.001")).TotalTimeout,
            Is.EqualTo(Timeout.InfiniteTimeSpan));

    [Test]
    public void Empty_configuration_values_count_as_unset()
    {
        var withToken = Bound(
            ("AccountId", "abc"), ("GatewayId", "gw"), ("ApiToken", "t"), ("Email", ""), ("ApiKey", ""), ("BaseAddress", ""),
            ("TotalTimeout", ""), ("MaxRetries", ""));
        var withKey = Bound(("AccountId", "abc"), ("GatewayId", "gw"), ("ApiToken", ""), ("Email", "ops@example.com"), ("ApiKey", "k"));

        Assert.That(
            (withToken.Email, withToken.ApiKey, withToken.BaseAddress, withToken.TotalTimeout, withToken.MaxRetries),
            Is.EqualTo(((string?)null, (string?)null, GatewayLogsClientOptions.DefaultBaseAddress, new GatewayLogsClientOptions().TotalTimeout, 5)));
        Assert.That(withKey.ApiToken, Is.Null);
    }

    [TestCase(null)]
    [TestCase("eu")]
    public void A_duplicate_registration_is_rejected_and_names_the_keyed_overload(string? key)
    {
        var services = new ServiceCollection();
        void Add() => _ = key is null ? services.AddGatewayLogsClient(options => Fill(options)) : services.AddGatewayLogsClient(key, options => Fill(options));
        Add();

        Assert.That(Add, Throws.InvalidOperationException.With.Message.Contains("AddGatewayLogsClient(\"")
            .And.Message.Contains("FromKeyedServices"));
    }

    [Test]
    public void Keyed_unkeyed_and_previously_registered_clients_coexist()
    {
        var services = new ServiceCollection();
        var options = new GatewayLogsClientOptions();
        Fill(options);
        var stub = new GatewayLogsClient(options);
        services.AddSingleton(stub);
        services.AddGatewayLogsClient(value => Fill(value));
        services.AddGatewayLogsClient("eu", value => Fill(value));
        using var provider = services.BuildServiceProvider();

        Assert.That(
            provider.GetRequiredService<GatewayLogsClient>(),
            Is.SameAs(stub).And.Not.SameAs(provider.GetRequiredKeyedService<GatewayLogsClient>("eu")));
    }

    [Test]
    public void Invalid_options_are_reported_when_the_host_starts()
    {
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(options => options.ApiToken = "two words");
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate())!;

        Assert.Multiple(() =>
        {
            Assert.That(exception.Failures.Count(), Is.EqualTo(3));
            Assert.That(exception.Message, Does.Contain("CLOUDFLARE_ACCOUNT_ID").And.Not.Contain("two words"));
        });
    }
}
