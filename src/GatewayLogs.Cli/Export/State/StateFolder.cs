using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Export.State;

/// <summary>
/// The folder next to an output or in it that contains its checkpoint. Holding it open takes an exclusive lock on the output.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    /// <summary>The advice when files of an export were modified.</summary>
    public const string StartOver = "To start over, remove the output and its checkpoint folder (*.gwlogs, or _gwlogs in a Parquet folder) "
        + "and run the command again, or choose another --out.";

    private const string Name = "checkpoint.json";

    private readonly string _path;

    private readonly FileStream _lock;

    private StateFolder(string path, FileStream @lock) => (_path, _lock) = (path, @lock);

    private string CheckpointPath => GetPath(Name);

    /// <summary>Returns the paths that the folder of an output can have: in the folder of a Parquet export, or next to a file.</summary>
    public static IReadOnlyList<string> GetPaths(string output) => [Path.Combine(output, "_gwlogs"), output + ".gwlogs"];

    /// <summary>Reads a checkpoint without locking it. Returns null if there is none, or if it is damaged.</summary>
    public static Checkpoint? Peek(string path) =>
        Path.Combine(path, Name) is var checkpoint && File.Exists(checkpoint) ? CheckpointJson.Read(File.ReadAllBytes(checkpoint), out _) : null;

    /// <summary>Locks the state of an output.</summary>
    /// <param name="path">The path of the folder.</param>
    /// <param name="output">The output, for error messages.</param>
    /// <param name="isTaken">Whether something exists at the path of the output.</param>
    /// <exception cref="ArgumentException">The output was not written by an export.</exception>
    /// <exception cref="UnsafePathException">Another user could modify the state.</exception>
    /// <exception cref="IOException">Another export holds the lock.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    public static StateFolder Open(string path, string output, bool isTaken)
    {
        if (isTaken && !File.Exists(Path.Combine(path, Name)))
        {
            throw new ArgumentException($"{output} already exists and was not written by gwlogs export, because there is no checkpoint in "
                + $"{path}. Choose another --out, or remove it first.");
        }

        PrivateFile.CreateFolder(path);
        try
        {
            return new StateFolder(path, PrivateFile.Open(Path.Combine(path, "lock"), FileShare.None));
        }
        catch (IOException exception) when (FileSharing.IsViolation(exception))
        {
            throw new IOException($"Another export is writing {output}. Wait until it ends, or choose another --out.", exception);
        }
    }

    /// <summary>Reads the checkpoint. Returns null if there is none yet.</summary>
    /// <exception cref="IOException">The checkpoint is damaged, or has another version.</exception>
    public Checkpoint? Load()
    {
        PrivateFile.RequireSafe(CheckpointPath);
        if (!File.Exists(CheckpointPath))
        {
            return null;
        }

        return CheckpointJson.Read(File.ReadAllBytes(CheckpointPath), out var version)
            ?? throw new IOException(version is 0 or Checkpoint.CurrentVersion
                ? $"{CheckpointPath} is damaged. {StartOver}"
                : $"{CheckpointPath} was written by another version of gwlogs. Resume with that version. {StartOver}");
    }

    /// <summary>Replaces the checkpoint atomically: after a crash, either the previous or the new one exists.</summary>
    public Task SaveAsync(Checkpoint checkpoint) =>
        PrivateFile.ReplaceAsync(CheckpointPath, async file => await file.WriteAsync(CheckpointJson.Write(checkpoint)));

    /// <summary>Returns the path of the exported ids of a run.</summary>
    public string IdsPath(int run) => GetPath(string.Create(CultureInfo.InvariantCulture, $"ids-{run}"));

    public string GetPath(string name) => Path.Combine(_path, name);

    /// <summary>
    /// Deletes the files that match a pattern, except for one path. A file that another program has open is deleted by the next run.
    /// </summary>
    public void DeleteAllBut(string pattern, string? keptPath)
    {
        foreach (var path in Directory.EnumerateFiles(_path, pattern).Where(path => path != keptPath))
        {
            try
            {
                FileSharing.Retry(() => File.Delete(path));
            }
            catch (IOException exception) when (FileSharing.IsViolation(exception))
            {
                // No checkpoint refers to this file any longer.
            }
        }
    }

    public void Dispose() => _lock.Dispose();
}
