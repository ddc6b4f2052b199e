using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>Replaces the emulator in the native build, which omits the web server and the database to start faster.</summary>
internal static class EmbeddedEmulator
{
    public const string Absence =
        "The native build of gwlogs does not include the emulator. Use a build of dotnet build, or of dotnet publish without PublishAot.";

    public static Task<(GatewayLogsClientOptions Options, IAsyncDisposable Emulator)> StartAsync(
        bool hasTraffic, CancellationToken cancellationToken) =>
        throw new CommandFailedException(Absence, ExitCodes.Usage);
}
