using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>Snippets of the documents other than README.md.</summary>
public class GuideSnippetTests : SnippetTests
{
    [Test]
    public void A_token_provider_supplies_the_token()
    {
        var client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = "0123456789abcdef0123456789abcdef",
            GatewayId = "my-gateway",
            TokenProvider = async cancellationToken => await File.ReadAllTextAsync("/run/secrets/cloudflare", cancellationToken),
        });

        Assert.That(client, Is.Not.Null);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("asc~2026-08-05T08:01")]
    public async Task An_enumeration_resumes_from_its_cursor_and_tolerates_a_damaged_file(string? damaged)
    {
        var client = Client;
        if (damaged is not null)
        {
            await File.WriteAllTextAsync("cursor.txt", damaged);
        }

        for (var run = 0; run < 2; run++)
        {
            _ = GatewayLogCursor.TryParse(File.Exists("cursor.txt") ? await File.ReadAllTextAsync("cursor.txt") : null, out var cursor);
            await foreach (var page in client.ListAllPagesAsync(new GatewayLogQuery(), new GatewayLogPagingOptions { StartAfter = cursor }))
            {
                Console.WriteLine(page.Logs.Count);
                await File.WriteAllTextAsync("cursor.txt.new", page.Cursor!.ToString());
                File.Move("cursor.txt.new", "cursor.txt", overwrite: true);
            }
        }

        Assert.That(Shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(int.Parse), Is.EqualTo(123), "Both runs together return each log once.");
    }

    [Test]
    public async Task A_log_is_updated()
    {
        var (client, id) = (Client, OldId);

        await client.UpdateLogAsync(id, new GatewayLogUpdate { Feedback = 1, Score = null });

        Assert.That((await client.GetLogAsync(id)).Feedback, Is.EqualTo(1));
    }

    [Test]
    public async Task Calls_can_have_their_own_options()
    {
        var client = Client;

        var hasty = client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 0, TotalTimeout = TimeSpan.FromSeconds(2) });

        Assert.That((await hasty.ListLogsAsync()).Logs, Is.Not.Empty);
    }

    [Test]
    public async Task A_failure_reports_why_it_was_not_retried()
    {
        Emulator.AddFaults(new FaultRule { Kind = FaultKind.Status, Status = 429, Headers = new Dictionary<string, string> { ["retry-after"] = "3600" } });
        try
        {
            await Client.ListLogsAsync();
        }
        catch (GatewayLogsException exception) when (exception.StopReason == RetryStopReason.BeyondDeadline)
        {
            Console.WriteLine($"Try again in {exception.RetryAfter}.");
        }

        Assert.That(Shown, Is.EqualTo("Try again in 01:00:00.\n"));
    }

    [Test]
    public async Task The_raw_JSON_of_each_log_is_kept()
    {
        var client = Client;
        await using var file = new MemoryStream();

        await foreach (var log in client.ListAllLogsAsync(new GatewayLogQuery { IncludeRawJson = true }))
        {
            await file.WriteAsync(log.RawJson);
        }

        Assert.That(file.Length, Is.GreaterThan(10_000));
    }

    public async Task Failed_calls_are_listed()
    {
        var client = new GatewayLogsClient(GatewayLogsClientOptions.FromEnvironment());
        await foreach (var log in client.ListAllLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Success.EqualTo(false)] }))
        {
            Console.WriteLine($"{log.CreatedAt:u} {log.Provider} {log.Model} {log.StatusCode} {log.Id}");
        }

        Assert.That(Shown, Does.Contain("failed-just-now").And.Contain("failed-last-week").And.Not.Contain(OldId));
    }

    [Test]
    public async Task A_client_connects_to_an_emulator()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 200 });
        var options = new GatewayLogsClientOptions
        {
            AccountId = emulator.AccountId,
            GatewayId = emulator.GatewayId,
            ApiToken = emulator.ApiToken,
            BaseAddress = emulator.BaseAddress,
            RateLimit = null,
        };

        Assert.That((await new GatewayLogsClient(options).ListLogsAsync()).Info.TotalCount, Is.EqualTo(200));
    }
}
