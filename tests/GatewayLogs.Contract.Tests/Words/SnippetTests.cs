using System.Net;
using GatewayLogs.Emulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GatewayLogs.Tests;

/// <summary>The C# of the documents, run as it stands there: <see cref="ProseTests"/> compares the texts.</summary>
[NonParallelizable] // It takes over the console, the environment and the working folder, as a program of its own would have them.
public class SnippetTests
{
    private readonly StringWriter _shown = new();

    private GatewayLogsEmulator _emulator;
    private GatewayLogsClient _client;
    private TemporaryFolder _folder;
    private (TextWriter Console, string Folder) _before;

    [SetUp]
    public async Task StartAsync()
    {
        _shown.GetStringBuilder().Clear();
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 120 });
        var now = DateTimeOffset.UtcNow;
        _emulator.AddLogs(
        [
            new EmulatedLog { Id = "01J4W6Z5QF3N8H2K7V9XBTCMRD", CreatedAt = now.AddHours(-2), Success = true, Response = EmulatedBody.FromText("{\"id\":1}") },
            new EmulatedLog { Id = "failed-just-now", CreatedAt = now.AddHours(-1), Success = false, StatusCode = 429, Provider = "openai", Model = "gpt-4o" },
            new EmulatedLog { Id = "failed-last-week", CreatedAt = now.AddDays(-7), Success = false },
        ]);
        SetEnvironment(_emulator.ApiToken, _emulator.AccountId, _emulator.GatewayId, _emulator.BaseAddress.AbsoluteUri);
        _client = new GatewayLogsClient(GatewayLogsClientOptions.FromEnvironment());
        _folder = new TemporaryFolder();
        _before = (Console.Out, Environment.CurrentDirectory);
        Console.SetOut(_shown);
        Environment.CurrentDirectory = _folder.Path;
    }

    [TearDown]
    public async Task StopAsync()
    {
        Console.SetOut(_before.Console);
        Environment.CurrentDirectory = _before.Folder;
        SetEnvironment(null, null, null, null);
        _folder.Dispose();
        await _emulator.DisposeAsync();
    }

    [OneTimeTearDown]
    public void Dispose() => _shown.Dispose();

    [Test]
    public async Task Calls_that_failed_since_yesterday_are_listed()
    {
        var client = new GatewayLogsClient(GatewayLogsClientOptions.FromEnvironment());
        var query = new GatewayLogQuery
        {
            Filters = [LogFilter.Success.EqualTo(false), LogFilter.CreatedAt.After(DateTimeOffset.UtcNow.AddDays(-1))],
        };
        await foreach (var log in client.ListAllLogsAsync(query))
        {
            Console.WriteLine($"{log.CreatedAt:u} {log.Provider} {log.Model} {log.StatusCode} {log.Id}");
        }

        Assert.That(_shown.ToString().TrimEnd(), Does.EndWith("Z openai gpt-4o 429 failed-just-now").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_log_that_is_not_there_is_told_with_the_ray_of_the_answer()
    {
        var client = _client;
        await client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Id.EqualTo("01J4W6Z5QF3N8H2K7V9XBTCMRD")] });

        try { await client.GetLogAsync("01J4W6Z5QF3N8H2K7V9XBTCMRD"); }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.NotFound) { Console.WriteLine(exception.RayId); }

        Assert.That(_shown.ToString(), Does.Match("^[0-9a-f]{16}-EMU\n$"));
    }

    [Test]
    public async Task A_body_is_copied_to_a_file()
    {
        var (client, id) = (_client, "01J4W6Z5QF3N8H2K7V9XBTCMRD");

        async Task CopyAsync()
        {
            using var body = await client.GetLogResponseAsync(id);
            await using var file = File.Create("response.json");
            await (await body.ReadAsStreamAsync()).CopyToAsync(file);
        }

        await CopyAsync();
        Assert.That(await File.ReadAllTextAsync(_folder.PathOf("response.json")), Is.EqualTo("{\"id\":1}"));
    }

    [Test]
    public async Task Old_logs_are_deleted()
    {
        var client = _client;
        _emulator.AddLogs([new EmulatedLog { Id = "old", CreatedAt = DateTimeOffset.UtcNow.AddDays(-31) }]);

        var old = new GatewayLogDeleteQuery { Filters = [LogFilter.CreatedAt.Before(DateTimeOffset.UtcNow.AddDays(-30))] };
        var report = await client.DeleteAllLogsAsync(old);
        Console.WriteLine($"{report.Observed} of {report.Requested} are gone; complete: {report.IsComplete}");

        Assert.That(_shown.ToString(), Does.Match("^([1-9][0-9]*) of \\1 are gone; complete: True\n$"));
        Assert.That(_emulator.Ledger().Single(entry => entry.Id == "old").DeletedAt, Is.Not.Null);
    }

    [Test]
    public async Task An_emulator_is_started()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 1000 });

        Assert.That(emulator.Ledger(), Has.Exactly(1000).Items);
    }

    [Test]
    public void A_token_is_asked_for()
    {
        var client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = "0123456789abcdef0123456789abcdef",
            GatewayId = "my-gateway",
            TokenProvider = async cancellationToken => await File.ReadAllTextAsync("/run/secrets/cloudflare", cancellationToken),
        });

        Assert.That(client, Is.Not.Null);
    }

    [Test]
    public async Task A_walk_goes_on_where_it_stood()
    {
        var client = _client;
        for (var run = 0; run < 2; run++)
        {
            var walk = new GatewayLogWalkOptions
            {
                StartAfter = File.Exists("position.txt") ? GatewayLogPosition.Parse(await File.ReadAllTextAsync("position.txt")) : null,
            };
            await foreach (var page in client.ListAllPagesAsync(new GatewayLogQuery(), walk))
            {
                Console.WriteLine(page.Logs.Count);
                await File.WriteAllTextAsync("position.txt", page.Position!.ToString());
            }
        }

        Assert.That(_shown.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(int.Parse), Is.EqualTo(123), "Both runs together give each log once.");
    }

    [Test]
    public async Task A_log_is_updated()
    {
        var (client, id) = (_client, "01J4W6Z5QF3N8H2K7V9XBTCMRD");

        await client.UpdateLogAsync(id, new GatewayLogUpdate { Feedback = 1, Score = null });

        Assert.That((await client.GetLogAsync(id)).Feedback, Is.EqualTo(1));
    }

    [Test]
    public async Task Some_calls_are_in_a_hurry()
    {
        var client = _client;

        var hasty = client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 0, TotalTimeout = TimeSpan.FromSeconds(2) });

        Assert.That((await hasty.ListLogsAsync()).Logs, Is.Not.Empty);
    }

    [Test]
    public async Task A_container_gives_the_client()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AiGateway:AccountId"] = _emulator.AccountId, ["AiGateway:GatewayId"] = _emulator.GatewayId, ["AiGateway:ApiToken"] = _emulator.ApiToken,
            ["AiGateway:BaseAddress"] = _emulator.BaseAddress.AbsoluteUri,
        }).Build();

        services.AddGatewayLogsClient(configuration.GetSection("AiGateway"));

        await using var provider = services.BuildServiceProvider();
        Assert.That((await provider.GetRequiredService<GatewayLogsClient>().ListLogsAsync()).Logs, Is.Not.Empty);
    }

    private static void SetEnvironment(string? token, string? account, string? gateway, string? address)
    {
        Environment.SetEnvironmentVariable("CLOUDFLARE_API_TOKEN", token);
        Environment.SetEnvironmentVariable("CLOUDFLARE_ACCOUNT_ID", account);
        Environment.SetEnvironmentVariable("CLOUDFLARE_GATEWAY_ID", gateway);
        Environment.SetEnvironmentVariable("CLOUDFLARE_API_BASE_URL", address);
    }
}
