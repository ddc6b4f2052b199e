using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GatewayLogs.Tests;

/// <summary>What README.md shows, compiled: the test beside this file compares the texts.</summary>
internal static class ReadmeSnippets
{
    public static async Task ListYesterdaysFailedCallsAsync()
    {
        var client = new GatewayLogsClient(GatewayLogsClientOptions.FromEnvironment());
        var query = new GatewayLogQuery
        {
            Filters =
            [
                LogFilter.Success.EqualTo(false),
                LogFilter.CreatedAt.After(DateTimeOffset.UtcNow.AddDays(-1)),
            ],
        };
        await foreach (var log in client.ListAllLogsAsync(query))
        {
            Console.WriteLine($"{log.CreatedAt:u} {log.Provider} {log.Model} {log.StatusCode} {log.Id}");
        }
    }

    public static async Task GoOnAsync(GatewayLogsClient client)
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

    public static async Task DeleteOldAsync(GatewayLogsClient client)
    {
        var old = new GatewayLogDeleteQuery { Filters = [LogFilter.CreatedAt.Before(DateTimeOffset.UtcNow.AddDays(-30))] };
        var report = await client.DeleteAllLogsAsync(old);
        Console.WriteLine($"{report.Observed} of {report.Requested} are gone; complete: {report.IsComplete}");
    }

    public static void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddGatewayLogsClient(configuration.GetSection("AiGateway"));
    }

    public static async Task CatchAsync(GatewayLogsClient client)
    {
        try
        {
            var log = await client.GetLogAsync("01J4W6Z5QF3N8H2K7V9XBTCMRD");
        }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            Console.WriteLine($"Not indexed yet, or gone: {exception.RayId}");
        }
    }

    public static async Task ReadBodyAndUpdateAsync(GatewayLogsClient client)
    {
        using var body = await client.GetLogResponseAsync("01J4W6Z5QF3N8H2K7V9XBTCMRD");
        await using var file = File.Create("response.json");
        await (await body.ReadAsStreamAsync()).CopyToAsync(file);

        await client.UpdateLogAsync("01J4W6Z5QF3N8H2K7V9XBTCMRD", new GatewayLogUpdate { Feedback = 1, Score = null });
    }
}
