using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>The files of an export: a single file, or those of a folder and its subfolders, in the order of their names.</summary>
internal sealed class ExportFolder
{
    /// <summary>The name of the checkpoint folder of a Parquet export.</summary>
    private const string State = "_gwlogs";

    /// <summary>The suffix of the checkpoint folder of any other export.</summary>
    private const string StateSuffix = ".gwlogs";

    private readonly string _path;

    private ExportFolder(string path) => _path = path;

    /// <summary>Checks that a path contains files to read.</summary>
    /// <exception cref="FormatException">The path does not exist, or is a folder without files.</exception>
    public static ExportFolder Open(string path)
    {
        var files = new ExportFolder(path);
        if (!PrivateFile.Exists(path))
        {
            throw new FormatException($"--from {path}: there is no such file or folder. Specify a file or folder that gwlogs export wrote.");
        }

        return files.Enumerate().Any() || Directory.Exists(Path.Combine(path, State))
            ? files
            : throw new FormatException($"--from {path}: the folder contains no files. Specify a file or folder that gwlogs export wrote.");
    }

    public IEnumerable<string> Enumerate() => Enumerate(_path);

    /// <summary>Returns the files with rows that an unfinished Parquet export has not written to a Parquet file yet.</summary>
    public IEnumerable<string> FindWaiting() =>
        Path.Combine(_path, State) is var state && Directory.Exists(state) ? Directory.EnumerateFiles(state, "waiting-*.ndjson") : [];

    /// <summary>Returns the files and folders of <c>export --refresh</c>, which are not read, next to the path and in it.</summary>
    public IEnumerable<string> FindRefreshes()
    {
        var beside = ExportFileName.GetRefreshPath(Path.TrimEndingDirectorySeparator(_path));
        var entries = Directory.Exists(_path) ? Directory.EnumerateFileSystemEntries(_path) : [];
        return entries.Where(entry => IsRefresh(Path.GetFileName(entry))).Append(beside).Where(PrivateFile.Exists);
    }

    private static IEnumerable<string> Enumerate(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var entries = Directory.GetFileSystemEntries(path);
        Array.Sort(entries, StringComparer.Ordinal);
        return entries.Where(entry => !IsIgnored(Path.GetFileName(entry))).SelectMany(Enumerate);
    }

    /// <summary>Returns whether a name is hidden, that of a checkpoint folder, or that of the changed versions of logs.</summary>
    private static bool IsIgnored(string name) => IsState(name) || IsRefresh(name);

    private static bool IsState(string name) => name is ['.', ..] or State || name.EndsWith(StateSuffix, StringComparison.Ordinal);

    private static bool IsRefresh(string name) => !IsState(name) && ExportFileName.IsRefresh(name);
}
