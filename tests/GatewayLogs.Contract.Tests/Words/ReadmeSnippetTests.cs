using System.Net;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Snippets of README.md.</summary>
public class ReadmeSnippetTests : SnippetTests
{
    [Test]
    public async Task Failed_calls_since_yesterday_are_listed()
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

        Assert.That(Shown.TrimEnd(), Does.EndWith("Z openai gpt-4o 429 failed-just-now").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_missing_log_is_reported_with_the_Ray_ID()
    {
        var client = Client;
        await client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Id.EqualTo(OldId)] });

        try { await client.GetLogAsync("01J4W6Z5QF3N8H2K7V9XBTCMRD"); }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.NotFound) { Console.WriteLine(exception.RayId); }

        Assert.That(Shown, Does.Match("^[0-9a-f]{16}-EMU\n$"));
    }

    [Test]
    public async Task A_body_is_copied_to_a_file()
    {
        var (client, id) = (Client, OldId);

        async Task CopyAsync()
        {
            using var body = await client.GetLogResponseAsync(id);
            await using Stream stored = await body.ReadAsStreamAsync(), file = File.Create("response.json");
            await stored.CopyToAsync(file);
        }

        await CopyAsync();
        Assert.That(await File.ReadAllTextAsync("response.json"), Is.EqualTo("{\"id\":1}"));
    }

    [Test]
    public async Task Old_logs_are_deleted()
    {
        var client = Client;
        Emulator.AddLogs([new EmulatedLog { Id = "old", CreatedAt = DateTimeOffset.UtcNow.AddDays(-31) }]);

        var old = new GatewayLogDeleteQuery { Filters = [LogFilter.CreatedAt.Before(DateTimeOffset.UtcNow.AddDays(-30))] };
        var report = await client.DeleteMatchingLogsAsync(old);
        Console.WriteLine($"{report.Observed} of {report.Requested} are gone; complete: {report.IsComplete}");

        Assert.That(Shown, Does.Match("^([1-9][0-9]*) of \\1 are gone; complete: True\n$"));
        Assert.That(Emulator.Ledger().Single(entry => entry.Id == "old").DeletedAt, Is.Not.Null);
    }

    [Test]
    public async Task An_emulator_is_started()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 1000 });

        Assert.That(emulator.Ledger(), Has.Exactly(1000).Items);
    }
}
