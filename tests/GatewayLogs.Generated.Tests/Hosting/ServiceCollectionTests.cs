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
        (options.AccountId, options.GatewayId, options.ApiToken, options.Pacing) = ("abc", gateway, TestClient.ApiToken, false);
    }

    [Test]
    public async Task A_client_is_injected_and_its_http_client_is_the_callers_to_configure()
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
    public async Task Several_gateways_have_clients_of_their_own()
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

    [Test]
    public void Options_come_from_a_section_of_the_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GatewayLogs:AccountId"] = "abc",
            ["GatewayLogs:GatewayId"] = "gw",
            ["GatewayLogs:ApiToken"] = "t",
            ["GatewayLogs:BaseAddress"] = "http://localhost:8787/client/v4",
            ["GatewayLogs:TotalTimeout"] = "00:05:00",
            ["GatewayLogs:MaxRetries"] = "9",
            ["GatewayLogs:Pacing"] = "false",
        }).Build();
        var services = new ServiceCollection();
        services.AddGatewayLogsClient(configuration.GetSection("GatewayLogs"));
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<GatewayLogsClientOptions>>().Value;

        Assert.That(
            (options.AccountId, options.GatewayId, options.ApiToken, options.BaseAddress.Port, options.TotalTimeout, options.MaxRetries, options.Pacing),
            Is.EqualTo(("abc", "gw", "t", 8787, TimeSpan.FromMinutes(5), 9, false)));
    }

    [Test]
    public void Options_that_are_wrong_are_told_when_the_host_starts()
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
