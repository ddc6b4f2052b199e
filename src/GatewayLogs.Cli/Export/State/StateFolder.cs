using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace GatewayLogs.Cli.Export.State;

/// <summary>The folder beside an output, or in it, that holds its checkpoint. Whoever has it open has the output to himself.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly string _path;

    private readonly FileStream _lock;

    private StateFolder(string path, FileStream @lock) => (_path, _lock) = (path, @lock);

    private string CheckpointPath => Path.Combine(_path, "checkpoint.json");

    /// <summary>Takes possession of the state of an output.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="output">The output, for messages.</param>
    /// <param name="isTaken">Whether there is something in the place of the output already.</param>
    /// <exception cref="ArgumentException">The output is none of ours.</exception>
    /// <exception cref="IOException">Another export has it.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    public static StateFolder Open(string path, string output, bool isTaken)
    {
        if (isTaken && !File.Exists(Path.Combine(path, "checkpoint.json")))
        {
            throw new ArgumentException($"{output} is there already, and no export of gwlogs wrote it: there is no checkpoint in {path}. Choose another --out, or remove it first.");
        }

        Directory.CreateDirectory(path);
        try
        {
            return new StateFolder(path, new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new IOException($"Another export is writing {output}. Wait for its end, or choose another --out.", exception);
        }
    }

    /// <summary>Reads the checkpoint; null when there is none yet.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Checkpoint? Load()
    {
        if (!File.Exists(CheckpointPath))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(CheckpointPath), CheckpointJson.Default.Checkpoint) switch
            {
                { Version: not Checkpoint.CurrentVersion } => throw new IOException($"{CheckpointPath} was written by another version of gwlogs. Go on with that version, or export to another place."),
                { IsPossible: true } checkpoint => checkpoint,
                _ => throw Damaged(),
            };
        }
        catch (JsonException)
        {
            // Not its message: that may quote the file.
            throw Damaged();
        }
    }

    /// <summary>Replaces the checkpoint, at once: after a crash there is the old one or the new one.</summary>
    public void Save(Checkpoint checkpoint)
    {
        var temporary = CheckpointPath + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, checkpoint, CheckpointJson.Default.Checkpoint);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, CheckpointPath, overwrite: true);
    }

    /// <summary>Where the remembered ids of a run are.</summary>
    public string IdsPath(int run) => PathOf(string.Create(CultureInfo.InvariantCulture, $"ids-{run}"));

    public string PathOf(string name) => Path.Combine(_path, name);

    public void Dispose() => _lock.Dispose();

    private IOException Damaged() => new($"{CheckpointPath} is damaged. Export to another place.");
}
