namespace GatewayLogs.Cli.Output;

/// <summary>Writes the logs of a command in the selected format.</summary>
internal interface ILogOutput
{
    /// <summary>Writes or buffers some logs.</summary>
    Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken);

    /// <summary>Writes what is buffered, or that there were no logs.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
