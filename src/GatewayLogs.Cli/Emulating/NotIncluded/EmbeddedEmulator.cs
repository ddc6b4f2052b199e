using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>The emulator that this build does not hold: a web server and a database would cost every start of it time.</summary>
internal static class EmbeddedEmulator
{
    public const string Absence = "This is the native build of gwlogs, and it holds no emulator. Run the one that dotnet build or dotnet publish without PublishAot makes.";

    public static Task<(GatewayLogsClientOptions Options, IAsyncDisposable Emulator)> StartAsync(CancellationToken cancellationToken) =>
        throw new CommandFailedException(Absence, ExitCodes.Usage);
}
