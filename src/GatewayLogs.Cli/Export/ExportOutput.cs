using System.Diagnostics;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Cli.Export.Parquet;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Export;

/// <summary>The file or folder that an export writes.</summary>
internal sealed class ExportOutput(ExportPlan plan)
{
    /// <summary>Opens the state of the output, and creates its folder.</summary>
    public StateFolder OpenState()
    {
        Prepare();
        return StateFolder.Open(plan.StatePath, plan.Output, plan.IsFolder ? HoldsAnything(plan.Output) : File.Exists(plan.Output));
    }

    /// <summary>Opens the output at its mark.</summary>
    /// <param name="state">The state of the export.</param>
    /// <param name="checkpoint">The checkpoint to resume from.</param>
    /// <param name="isFinished">Whether the run that wrote the output finished.</param>
    public IExportSink Open(StateFolder state, Checkpoint checkpoint, bool isFinished)
    {
        AppendedFile OpenFile() => AppendedFile.Open(plan.Output, checkpoint.File, isFinished: isFinished);
        return plan.Format switch
        {
            ExportFormat.Parquet => new ParquetSink(plan, state, checkpoint, isFinished),
            ExportFormat.Csv => new FileSink(plan.Output, OpenFile, () => new CsvFormat(plan), plan.Compression),
            ExportFormat.Messages => new MessagesSink(plan, state, checkpoint, isFinished, OpenFile),
            ExportFormat.Ndjson => new FileSink(plan.Output, OpenFile, () => new NdjsonFormat(plan.Columns), plan.Compression),
            _ => throw new UnreachableException($"Unknown format {plan.Format}."),
        };
    }

    private void Prepare()
    {
        if (plan.IsFolder ? File.Exists(plan.Output) : Directory.Exists(plan.Output))
        {
            throw new ArgumentException(
                $"{plan.Output} is a {(plan.IsFolder ? "file, but Parquet is written to a folder" : "folder, but this format is written to a file")}. "
                + "Choose another --out.");
        }

        if (plan.IsFolder)
        {
            PrivateFile.CreateFolder(plan.Output);
        }
        else
        {
            PrivateFile.CreateParentFolder(plan.Output);
            PrivateFile.RequireSafe(plan.Output);
        }
    }

    /// <summary>
    /// Returns whether a folder contains more than the state of an export that was interrupted at its start, and hidden files.
    /// </summary>
    private static bool HoldsAnything(string folder) => new DirectoryInfo(folder) is { Exists: true } existing
        && existing.EnumerateFileSystemInfos().Any(entry => !IsHidden(entry) && entry.Name != "_gwlogs");

    /// <summary>Returns whether an entry is hidden, or one that systems create. Names that begin with a dot are hidden on Unix.</summary>
    private static bool IsHidden(FileSystemInfo entry) => entry.Name is ['.', ..] or "lost+found"
        || entry.Attributes.HasFlag(FileAttributes.Hidden)
        || entry.Name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || entry.Name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);
}
