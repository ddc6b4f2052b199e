using System.Text;
using System.Text.RegularExpressions;
using GatewayLogs.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Snippets of the library guide about dependency injection and endpoints.</summary>
public partial class ApplicationSnippetTests : SnippetTests
{
    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock { get; }

    private static Uri At(string path) => new(path, UriKind.Relative);

    private Dictionary<string, string?> Settings(string section, string? gateway = null) => new()
    {
        [$"{section}:AccountId"] = Emulator.AccountId,
        [$"{section}:GatewayId"] = gateway ?? Emulator.GatewayId,
        [$"{section}:BaseAddress"] = Emulator.BaseAddress.AbsoluteUri,
        [$"{section}:ApiToken"] = Emulator.ApiToken,
    };

    [Test]
    public async Task A_container_resolves_a_client_configured_by_a_file()
    {
        var services = new ServiceCollection();
        var file = JsonBlock.Match(await File.ReadAllTextAsync(Repository.GetPath("src/GatewayLogs.Generated/README.md"))).Groups[1].Value;
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(file))).AddInMemoryCollection(Settings("AiGateway")).Build();

        services.AddGatewayLogsClient(configuration.GetSection("AiGateway"));

        await using var provider = services.BuildServiceProvider();
        Assert.That((await provider.GetRequiredService<GatewayLogsClient>().ListLogsAsync()).Logs, Is.Not.Empty);
        Assert.That(provider.GetRequiredService<IOptions<GatewayLogsClientOptions>>().Value, Has.Property("MaxRetries").EqualTo(3).And.Property("TotalTimeout").EqualTo(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Several_gateways_are_registered_as_keyed_services()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings("AiGateway:Eu")).AddInMemoryCollection(Settings("AiGateway:Us", "another")).Build();

        services.AddGatewayLogsClient("eu", configuration.GetSection("AiGateway:Eu"));
        services.AddGatewayLogsClient("us", configuration.GetSection("AiGateway:Us"));

        await using var provider = services.BuildServiceProvider();
        Assert.That((await provider.GetRequiredKeyedService<GatewayLogsClient>("eu").ListLogsAsync()).Logs, Is.Not.Empty);
        await Failure.OfAsync<GatewayLogsException>(() => provider.GetRequiredKeyedService<GatewayLogsClient>("us").ListLogsAsync());
    }

    [Test]
    public async Task A_rotated_token_is_used_without_a_new_client()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings("AiGateway")).AddInMemoryCollection([new("AiGateway:ApiToken", ""), new("Secrets:ApiToken", "expired")]).Build();

        services.Configure<Secrets>(configuration.GetSection("Secrets"));
        services.AddGatewayLogsClient(configuration.GetSection("AiGateway"));
        services.AddOptions<GatewayLogsClientOptions>().Configure<IOptionsMonitor<Secrets>>((options, secrets) =>
            options.TokenProvider = _ => ValueTask.FromResult(secrets.CurrentValue.ApiToken));

        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<GatewayLogsClient>();
        var refusal = await Failure.OfAsync<GatewayLogsException>(() => client.ListLogsAsync());
        configuration["Secrets:ApiToken"] = Emulator.ApiToken;
        configuration.Reload();

        Assert.That(refusal.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Unauthorized).Or.EqualTo(System.Net.HttpStatusCode.BadRequest));
        Assert.That((await client.ListLogsAsync()).Logs, Is.Not.Empty);
    }

    [Test]
    public async Task Endpoints_return_logs_unchanged_and_bodies_of_any_size()
    {
        Dictionary<string, int> sizes = new() { ["small"] = 1_000, ["large"] = 300_000, ["huge"] = 5_000_000 };
        Emulator.AddLogs([.. sizes.Select(size => new EmulatedLog
        {
            Id = size.Key, CreatedAt = DateTimeOffset.UtcNow.AddMinutes(-5), Response = EmulatedBody.FromText(new string('x', size.Value), "text/plain"),
        })]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(Client);
        await using var app = builder.Build();

        app.MapGet("/logs", async (GatewayLogsClient client, CancellationToken cancellationToken) =>
            (await client.ListLogsAsync(cancellationToken: cancellationToken)).Logs);
        app.MapGet("/logs/{id}/response", async (string id, GatewayLogsClient client, CancellationToken cancellationToken) =>
        {
            using var body = await client.GetLogResponseAsync(id, cancellationToken: cancellationToken);
            return body.State == GatewayLogBodyState.Stored
                ? Results.Stream(await body.ReadAsStreamAsync(cancellationToken), body.ContentType)
                : Results.NotFound();
        });

        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var page = (await Client.ListLogsAsync()).Logs;
        var logs = (JArray)JToken.Parse(await http.GetStringAsync(At("/logs")));
        Assert.That(logs.Select(log => (string?)log["id"]), Is.EqualTo(page.Select(log => log.Id)));
        Assert.That(logs.Select(log => log["metadata"]?.ToString()), Is.EqualTo(page.Select(log => log.Metadata is null ? null : JToken.FromObject(log.Metadata).ToString())).And.Some.Contains("team"));
        foreach (var (id, size) in sizes)
        {
            Assert.That(await http.GetStringAsync(At($"/logs/{id}/response")), Is.EqualTo(new string('x', size)));
        }

        using var missing = await http.GetAsync(At("/logs/none/response"));
        Assert.That(missing.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }

    private sealed class Secrets
    {
        public string ApiToken { get; set; } = "";
    }
}
