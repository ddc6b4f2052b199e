namespace GatewayLogs.Cli.Output;

/// <summary>Where a command puts logs, in the form that was asked for.</summary>
internal interface ILogOutput
{
    /// <summary>Puts out some logs.</summary>
    Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken);

    /// <summary>Puts out what was held back, or that there was nothing.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
