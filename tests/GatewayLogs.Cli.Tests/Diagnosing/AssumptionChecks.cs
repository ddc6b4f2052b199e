using GatewayLogs.Cli.Diagnosing;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Checks assumptions in the test process.</summary>
internal static class AssumptionChecks
{
    /// <summary>Starts an emulator with enough sample data for all assumptions, from which the newest log was just deleted.</summary>
    public static async Task<GatewayLogsEmulator> StartAsync(EmulatorQuirks quirks)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 200, Quirks = quirks });
        emulator.SetClock(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
        var newest = new EmulatedLog { Id = "01KAZ0000000000000000000AZ", CreatedAt = emulator.UtcNow };
        emulator.AddLogs([newest]);
        emulator.Quirks = new EmulatorQuirks { AsynchronousDelete = quirks.AsynchronousDelete };
        await DeleteAsync(emulator, newest.Id);
        emulator.AdvanceClock(1.5 * quirks.AsynchronousDelete);
        emulator.Quirks = quirks;
        return emulator;
    }

    /// <summary>Returns the outcomes of all assumptions, or of some, in the order of the report.</summary>
    public static async Task<IReadOnlyList<(string Name, Outcome Outcome)>> RunAsync(
        GatewayLogsEmulator emulator, Func<Assumption, bool>? condition = null)
    {
        using var requests = new RawRequests();
        using var http = new HttpClient(requests);
        var evidence = new Evidence(new GatewayLogsClient(GetOptions(emulator), http), requests, CancellationToken.None);
        List<(string, Outcome)> outcomes = [];
        foreach (var assumption in AssumptionReport.Assumptions.Where(condition ?? (_ => true)))
        {
            outcomes.Add((assumption.Name, await AssumptionReport.CheckAsync(assumption, evidence)));
        }

        return outcomes;
    }

    /// <summary>Deletes a log at once, unlike the client, which does not delete the oldest log of a gateway first.</summary>
    public static async Task DeleteAsync(GatewayLogsEmulator emulator, string id)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {emulator.ApiToken}" } } };
        var logs = $"{emulator.BaseAddress}accounts/{emulator.AccountId}/ai-gateway/gateways/{emulator.GatewayId}/logs";
        using var response = await http.DeleteAsync(new Uri($"{logs}?filters={Evidence.Encode([LogFilter.Id.EqualTo(id)])}"));
    }

    public static GatewayLogsClientOptions GetOptions(GatewayLogsEmulator emulator) => new()
    {
        AccountId = emulator.AccountId,
        GatewayId = emulator.GatewayId,
        ApiToken = emulator.ApiToken,
        BaseAddress = emulator.BaseAddress,
        RateLimit = null,
    };
}
