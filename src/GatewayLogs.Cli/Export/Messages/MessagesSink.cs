using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Cli.Export.Messages;

/// <summary>Appends conversations to a file. The checkpoint also has the hashes of their messages and the number of logs that were left out.</summary>
internal sealed class MessagesSink : IExportSink
{
    private readonly MessagesFormat _format;

    private readonly SeenMessages? _seen;

    private readonly FileSink _file;

    /// <param name="plan">The options of the export.</param>
    /// <param name="state">The folder for the hashes.</param>
    /// <param name="checkpoint">The checkpoint to resume from.</param>
    /// <param name="isFinished">Whether the run that wrote the files finished.</param>
    /// <param name="open">Opens the file at its mark.</param>
    public MessagesSink(ExportPlan plan, StateFolder state, Checkpoint checkpoint, bool isFinished, Func<AppendedFile> open)
    {
        _seen = plan.Deduplicates ? SeenMessages.Open(state.GetPath("messages"), checkpoint.Seen, isFinished) : null;
        try
        {
            _format = new MessagesFormat(plan.Redaction, _seen, checkpoint.LeftOut ?? new Dictionary<string, long>());
            _file = new FileSink(plan.Output, open, () => _format, plan.Compression);
        }
        catch
        {
            _seen?.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Files => _file.Files;

    public Task WriteAsync(ExportRow row, CancellationToken cancellationToken) => _file.WriteAsync(row, cancellationToken);

    public Task FinishAsync(CancellationToken cancellationToken) => _file.FinishAsync(cancellationToken);

    public Checkpoint Commit(Checkpoint checkpoint) => _file.Commit(checkpoint) with { Seen = _seen?.Commit(), LeftOut = _format.LeftOut };

    public void Committed() => _file.Committed();

    public void Dispose()
    {
        _file.Dispose();
        _format.Dispose();
        _seen?.Dispose();
    }
}
