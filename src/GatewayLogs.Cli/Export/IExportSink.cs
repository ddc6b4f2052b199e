using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Cli.Export;

/// <summary>The destination of rows. Its output depends only on the rows, not on their timing or on interruptions.</summary>
internal interface IExportSink : IDisposable
{
    /// <summary>Gets the files that this process wrote or appended to.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Writes a row, which is persisted by the next commit.</summary>
    Task WriteAsync(ExportRow row, CancellationToken cancellationToken);

    /// <summary>Writes what remains after the last row of a run.</summary>
    Task FinishAsync(CancellationToken cancellationToken);

    /// <summary>Flushes everything to disk.</summary>
    /// <returns>The checkpoint with the state that this sink needs to resume.</returns>
    Checkpoint Commit(Checkpoint checkpoint);

    /// <summary>Called after the checkpoint has been persisted; deletes files that only the previous checkpoint referenced.</summary>
    void Committed();
}
