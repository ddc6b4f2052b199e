using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>A fixture with an emulator that its tests share.</summary>
public abstract class CommandTests
{
    private protected GatewayLogsEmulator Emulator { get; private set; }

    [OneTimeSetUp]
    public async Task StartAsync() => Emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 60 });

    [OneTimeTearDown]
    public async Task StopAsync() => await Emulator.DisposeAsync();

    private protected Task<ToolRun> RunAsync(params string[] arguments) => CliRunner.RunAsync(Emulator, arguments);

    private protected async Task<string> NewestIdAsync()
    {
        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {Emulator.ApiToken}" } } };
        var page = Newtonsoft.Json.Linq.JObject.Parse(await client.GetStringAsync(new Uri($"{LogsAddress}?per_page=1&order_by_direction=desc")));
        return (string)page["result"]![0]!["id"]!;
    }

    private protected string LogsAddress => $"{Emulator.BaseAddress}accounts/{Emulator.AccountId}/ai-gateway/gateways/{Emulator.GatewayId}/logs";
}
