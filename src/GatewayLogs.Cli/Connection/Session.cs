using System.CommandLine;
using GatewayLogs.Emulator;

namespace GatewayLogs.Cli.Connection;

/// <summary>A client for one command, and the emulator behind it if there is one.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly GatewayLogsEmulator? _emulator;

    private Session(GatewayLogsClientOptions options, GatewayLogsEmulator? emulator)
    {
        _emulator = emulator;
        Source = $"{options.AccountId}/{options.GatewayId}";
        Client = new GatewayLogsClient(options);
    }

    public GatewayLogsClient Client { get; }

    /// <summary>The account and the gateway.</summary>
    public string Source { get; }

    public static async Task<Session> OpenAsync(ConnectionOptions connection, ParseResult result, CancellationToken cancellationToken)
    {
        if (!result.GetValue(connection.Emulator))
        {
            return new Session(OptionsOf(connection, result), null);
        }

        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 200 }, cancellationToken);
        return new Session(
            new GatewayLogsClientOptions
            {
                AccountId = emulator.AccountId,
                GatewayId = emulator.GatewayId,
                ApiToken = emulator.ApiToken,
                BaseAddress = emulator.BaseAddress,
                Pacing = false,
            },
            emulator);
    }

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static GatewayLogsClientOptions OptionsOf(ConnectionOptions connection, ParseResult result)
    {
        var options = GatewayLogsClientOptions.FromEnvironment();
        options.AccountId = result.GetValue(connection.Account) ?? options.AccountId;
        options.GatewayId = result.GetValue(connection.Gateway) ?? options.GatewayId;
        if (result.GetValue(connection.ApiToken) is { } token)
        {
            (options.ApiToken, options.Email, options.ApiKey) = (token, null, null);
        }

        if (result.GetValue(connection.BaseAddress) is { } address)
        {
            options.BaseAddress = GatewayLogsClientOptions.ParseBaseAddress(address);
        }

        options.Pacing = !result.GetValue(connection.NoPacing);
        return options;
    }
}
