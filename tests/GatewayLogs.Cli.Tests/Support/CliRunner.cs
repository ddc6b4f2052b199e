using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Runs the built <c>gwlogs</c> as a process of its own, its output piped, against an emulator of the test or none.</summary>
internal static class CliRunner
{
    public static Task<ToolRun> RunAsync(GatewayLogsEmulator? emulator, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["CLOUDFLARE_API_TOKEN"] = emulator?.ApiToken,
            ["CLOUDFLARE_ACCOUNT_ID"] = emulator?.AccountId,
            ["CLOUDFLARE_GATEWAY_ID"] = emulator?.GatewayId,
            ["CLOUDFLARE_API_BASE_URL"] = emulator?.BaseAddress.AbsoluteUri,
            ["CLOUDFLARE_EMAIL"] = null,
            ["CLOUDFLARE_API_KEY"] = null,
        };
        return ToolRun.StartAsync(
            "dotnet", AppContext.BaseDirectory, [Path.Combine(AppContext.BaseDirectory, "gwlogs.dll"), .. arguments], environment);
    }
}
