namespace GatewayLogs.Cli.Files;

/// <summary>
/// Creates and opens the files and folders that hold logs. Only their owner can read them, regardless of the umask. They are created exclusively and
/// no symbolic link is followed, so a link that another user prepares in a shared folder never leads to a file of this user.
/// </summary>
/// <remarks>
/// The path is checked before it is opened. Another user cannot replace it in between: what another user owns or can write is refused, and so is
/// a folder in which every user can rename the files of others.
/// </remarks>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const int BufferSize = 1 << 16;

    /// <summary>Gets whether there is anything at a path, be it a link that leads nowhere.</summary>
    public static bool Exists(string path) => new FileInfo(path).Attributes != (FileAttributes)(-1);

    /// <summary>Creates a file that does not exist yet, to be read and written.</summary>
    /// <exception cref="UnsafePathException">Every user may replace files in its folder.</exception>
    /// <exception cref="IOException">It exists, or is a symbolic link.</exception>
    public static FileStream Create(string path, FileShare share = FileShare.Read)
    {
        RequireSafeFolder(path);
        if (Exists(path))
        {
            throw new IOException($"{path} exists already, and is not written over. Remove it, or name another file.");
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = share, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Opens a file to be read and written, and creates it if it does not exist.</summary>
    /// <exception cref="UnsafePathException">It is a link, belongs to another user, or can be written by one.</exception>
    public static FileStream Open(string path, FileShare share = FileShare.Read)
    {
        if (Exists(path))
        {
            RequireSafe(path);
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, share, BufferSize);
        }

        var file = Create(path, share);
        LibC.FlushFolder(GetFolder(path));
        return file;
    }

    /// <summary>Writes a file that appears whole, in place of the one before it: after a crash there is the old one or the new one.</summary>
    /// <exception cref="UnsafePathException">The file that it replaces is a link, belongs to another user, or can be written by one.</exception>
    public static async Task ReplaceAsync(string path, Func<FileStream, Task> write)
    {
        RequireSafe(path);

        // In the same folder, so that the file is renamed and never copied; engines that read a folder of Parquet skip names with a dot.
        var temporary = Path.Combine(GetFolder(path), TemporaryName(Path.GetFileName(path)));
        RequireSafe(temporary);
        File.Delete(temporary); // A process that was killed leaves this file.
        try
        {
            await using (var file = Create(temporary, FileShare.None))
            {
                await write(file);
                await file.FlushAsync();
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            Rename(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Returns what a file is named until it is whole.</summary>
    public static string TemporaryName(string name) => $".{name}.new";

    /// <summary>Renames a file within its folder, and brings the new name onto the disk.</summary>
    public static void Rename(string path, string newPath, bool overwrite)
    {
        File.Move(path, newPath, overwrite);
        LibC.FlushFolder(GetFolder(newPath));
    }

    /// <summary>Creates a folder and those above it that are missing.</summary>
    /// <exception cref="UnsafePathException">It exists, and is a link, belongs to another user, or can be written by one.</exception>
    public static void CreateFolder(string path)
    {
        CreateMissing(path);
        RequireSafe(path);
    }

    /// <summary>Creates the folder of a file, and those above it, where they are missing.</summary>
    public static void CreateParentFolder(string path) => CreateMissing(GetFolder(path));

    /// <summary>Checks a file or folder that may exist, without opening it.</summary>
    /// <exception cref="UnsafePathException">It is a link, belongs to another user, or can be written by one.</exception>
    public static void RequireSafe(string path)
    {
        RequireSafeFolder(path);
        if (!Exists(path))
        {
            return;
        }

        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new UnsafePathException($"{path} is a symbolic link, and gwlogs does not write through one. Name the file or folder itself, or remove the link.");
        }

        if (!LibC.IsOwnFileOrFolder(path))
        {
            throw new UnsafePathException($"{path} belongs to another user, or is no regular file. gwlogs writes only to what belongs to the user that runs it: name another file or folder.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & WritableByOthers) != 0)
        {
            throw new UnsafePathException($"{path} can be written by other users, who could change what is kept in it. Name another file or folder, or run: chmod go-w '{path}'");
        }
    }

    private static void RequireSafeFolder(string path)
    {
        var folder = GetFolder(path);
        if (!OperatingSystem.IsWindows() && Directory.Exists(folder)
            && (File.GetUnixFileMode(folder) & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) == UnixFileMode.OtherWrite)
        {
            throw new UnsafePathException($"In {folder} every user can replace the files of others. Name another folder, or run: chmod +t '{folder}'");
        }
    }

    private static void CreateMissing(string path)
    {
        if (Exists(path))
        {
            return;
        }

        CreateMissing(GetFolder(path));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        LibC.FlushFolder(GetFolder(path));
    }

    private static string GetFolder(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetPathRoot(path)!;
}
