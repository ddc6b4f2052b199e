using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Cli.Export;

/// <summary>Where rows go. What it writes depends on the rows alone, never on when they come or how often the export is interrupted.</summary>
internal interface IExportSink : IDisposable
{
    /// <summary>Writes a row; it is at rest after the next commit.</summary>
    Task WriteAsync(ExportRow row, CancellationToken cancellationToken);

    /// <summary>Writes what the last row of a run leaves to be written.</summary>
    Task FinishAsync(CancellationToken cancellationToken);

    /// <summary>Brings everything onto the disk.</summary>
    /// <returns>The checkpoint with what this sink needs to go on.</returns>
    Checkpoint Commit(Checkpoint checkpoint);

    /// <summary>Called after the checkpoint has been persisted; deletes files that only the previous checkpoint referred to.</summary>
    void Committed();
}
