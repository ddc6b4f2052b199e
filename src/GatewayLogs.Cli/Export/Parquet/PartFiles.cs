using System.Globalization;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>
/// The complete files of a Parquet export, <c>date=YYYY-MM-DD/part-NNNNNN.parquet</c>, numbered from 0 in the order of their rows.
/// </summary>
internal sealed class PartFiles
{
    private const string AnyName = "part-*.parquet";

    private readonly string _output;

    private readonly List<long> _lengths;

    private readonly List<string> _written = [];

    private PartFiles(string output, IEnumerable<long> lengths) => (_output, _lengths) = (output, [.. lengths]);

    public int Count => _lengths.Count;

    /// <summary>Gets the length of each file in bytes.</summary>
    public IReadOnlyList<long> Lengths => [.. _lengths];

    /// <summary>Gets the paths of the files that this process wrote.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Verifies that the files exist as they were written.</summary>
    /// <param name="output">The folder of the export.</param>
    /// <param name="lengths">The lengths that the checkpoint lists.</param>
    /// <param name="isFinished">Whether the last run finished. If not, additional files were written by it and are deleted; their rows are
    /// written again.</param>
    /// <exception cref="IOException">A file is missing, was modified, or was added by another program.</exception>
    public static PartFiles Open(string output, IReadOnlyList<long> lengths, bool isFinished)
    {
        var found = new bool[lengths.Count];
        foreach (var (path, number) in Find(output))
        {
            var isListed = number < lengths.Count;
            if (!isListed && !isFinished)
            {
                FileSharing.Retry(() => File.Delete(path));
                continue;
            }

            PrivateFile.RequireSafe(path);
            if (!isListed || found[number] || new FileInfo(path).Length != lengths[number])
            {
                throw new IOException($"{path} was modified or added by another program. Undo that change. {StateFolder.StartOver}");
            }

            found[number] = true;
        }

        return Array.IndexOf(found, false) is >= 0 and var missing
            ? throw new IOException($"{GetName(missing)} is missing from {output}. Restore it. {StateFolder.StartOver}")
            : new PartFiles(output, lengths);
    }

    /// <summary>Writes the next file, which is renamed into place when it is complete.</summary>
    public async Task AddAsync(string date, Func<Stream, Task> write)
    {
        var folder = Path.Combine(_output, $"date={date}");
        PrivateFile.CreateFolder(folder);
        var path = Path.Combine(folder, GetName(Count));
        await PrivateFile.ReplaceAsync(path, write);
        _lengths.Add(new FileInfo(path).Length);
        _written.Add(path);
    }

    private static string GetName(int number) => string.Create(CultureInfo.InvariantCulture, $"part-{number:D6}.parquet");

    /// <summary>Returns the complete files, and deletes incomplete ones.</summary>
    private static IEnumerable<(string Path, int Number)> Find(string output)
    {
        foreach (var folder in Directory.EnumerateDirectories(output, "date=????-??-??"))
        {
            PrivateFile.RequireSafe(folder);
            foreach (var path in Directory.EnumerateFiles(folder, PrivateFile.TemporaryName(AnyName)))
            {
                FileSharing.Retry(() => File.Delete(path));
            }

            foreach (var path in Directory.EnumerateFiles(folder, AnyName))
            {
                if (int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan("part-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && Path.GetFileName(path) == GetName(number))
                {
                    yield return (path, number);
                }
            }
        }
    }
}
