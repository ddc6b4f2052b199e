using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>Enumerates the files to decrypt. Files in folders are sorted by name.</summary>
internal static class LogpushPaths
{
    /// <summary>The argument for standard input.</summary>
    public const string StandardInput = "-";

    // Skips names with a leading dot, and links.
    private static readonly EnumerationOptions s_options = new()
    {
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>Checks the arguments before anything is read or written.</summary>
    /// <exception cref="FormatException">A path does not exist, or contains the output.</exception>
    public static void Check(IReadOnlyList<string> paths, string? output)
    {
        foreach (var path in paths.Where(path => path != StandardInput))
        {
            if (!PrivateFile.Exists(path))
            {
                throw new FormatException($"{path} does not exist. Specify files or folders of Logpush, or - for standard input.");
            }

            var (full, target) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), output is null ? "" : Path.GetFullPath(output));
            if (target == full || target.StartsWith(full + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new FormatException($"--out {output} is one of the files to decrypt, or in one of their folders. Specify another folder.");
            }
        }
    }

    /// <summary>Returns the path of each regular file in order, or null for standard input. Folders are listed one at a time.</summary>
    public static IEnumerable<string?> Enumerate(IReadOnlyList<string> paths) =>
        paths is [] ? [null] : paths.SelectMany(path => path == StandardInput ? [null] : Enumerate(path));

    private static IEnumerable<string?> Enumerate(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var entries = Directory.GetFileSystemEntries(path, "*", s_options);
        Array.Sort(entries, StringComparer.Ordinal);
        return entries.Where(entry => Directory.Exists(entry) || LibC.IsRegularFile(entry)).SelectMany(Enumerate);
    }
}
