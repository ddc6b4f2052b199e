namespace GatewayLogs.Cli.Export;

/// <summary>The logs of an export that are compared with the service: those that have changed are written to another output.</summary>
/// <param name="Output">The file or folder of the export.</param>
/// <param name="From">The first millisecond.</param>
/// <param name="Until">The millisecond after the last.</param>
internal sealed record RefreshRange(string Output, long From, long Until);
