using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Runs the built <c>gwlogs</c> as a process of its own, its output piped, against an emulator of the test or none.</summary>
internal static class CliRunner
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "gwlogs.dll");

    public static Task<ToolRun> RunAsync(GatewayLogsEmulator? emulator, params string[] arguments) => RunWithAsync(
        new Dictionary<string, string?>
        {
            ["CLOUDFLARE_API_TOKEN"] = emulator?.ApiToken,
            ["CLOUDFLARE_ACCOUNT_ID"] = emulator?.AccountId,
            ["CLOUDFLARE_GATEWAY_ID"] = emulator?.GatewayId,
            ["CLOUDFLARE_API_BASE_URL"] = emulator?.BaseAddress.AbsoluteUri,
        },
        arguments);

    public static Task<ToolRun> RunWithAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) => ToolRun.StartAsync(
        "dotnet",
        AppContext.BaseDirectory,
        [Program, .. arguments],
        new Dictionary<string, string?>(environment) { ["CLOUDFLARE_EMAIL"] = null, ["CLOUDFLARE_API_KEY"] = null });
}
