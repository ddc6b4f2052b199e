namespace GatewayLogs.Cli.Files;

/// <summary>
/// Creates and opens the files and folders that contain logs. Only their owner can read them, regardless of the umask. They are created
/// exclusively, and symbolic links are not followed, so a link that another user places in a shared folder never redirects a write.
/// </summary>
/// <remarks>
/// Paths are checked before they are opened. Another user cannot replace them in between, because files that another user owns or can write
/// are refused, and so are folders in which any user can rename the files of others.
/// </remarks>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const string OpenOutput = "/proc/self/fd/1";

    private const int BufferSize = 1 << 16;

    /// <summary>Gets whether anything exists at a path, including a link without a target.</summary>
    public static bool Exists(string path) => new FileInfo(path).Attributes != (FileAttributes)(-1);

    /// <summary>Gets whether standard output is a file that users other than its owner can access.</summary>
    public static bool IsOutputShared => OperatingSystem.IsLinux() && File.Exists(OpenOutput) && LibC.IsRegularFile(OpenOutput)
        && (File.GetUnixFileMode(OpenOutput) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0;

    /// <summary>Creates a new file for reading and writing.</summary>
    /// <exception cref="UnsafePathException">Any user can replace files in its folder.</exception>
    /// <exception cref="IOException">The file exists, or is a symbolic link.</exception>
    public static FileStream Create(string path, FileShare share = FileShare.Read)
    {
        RequireNew(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = share, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Checks that a file can be created, without creating it.</summary>
    /// <exception cref="UnsafePathException">Any user can replace files in its folder.</exception>
    /// <exception cref="IOException">The file exists, or is a symbolic link.</exception>
    public static void RequireNew(string path)
    {
        RequireSafeFolder(path);
        if (Exists(path))
        {
            throw new IOException($"{path} already exists and is not overwritten. Remove it, or specify another file.");
        }
    }

    /// <summary>Opens a file for reading and writing, or creates it.</summary>
    /// <exception cref="UnsafePathException">The file is a link, belongs to another user, or is writable by other users.</exception>
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

    /// <summary>Replaces a file atomically: after a crash, either the previous or the new file exists.</summary>
    /// <exception cref="UnsafePathException">The existing file is a link, belongs to another user, or is writable by others.</exception>
    public static Task ReplaceAsync(string path, Func<FileStream, Task> write)
    {
        RequireSafe(path);
        return WriteAsync(path, write, overwrite: true);
    }

    /// <summary>Creates a new file atomically: it does not exist until it is complete.</summary>
    /// <exception cref="UnsafePathException">Any user can replace files in its folder.</exception>
    /// <exception cref="IOException">The file exists, or is a symbolic link.</exception>
    public static Task CreateAsync(string path, Func<FileStream, Task> write)
    {
        RequireNew(path);
        return WriteAsync(path, write, overwrite: false);
    }

    /// <summary>Returns the name of a file until it is complete.</summary>
    public static string TemporaryName(string name) => $".{name}.new";

    /// <summary>Renames a file within its folder, and flushes the new name to disk.</summary>
    public static void Rename(string path, string newPath, bool overwrite)
    {
        FileSharing.Retry(() => File.Move(path, newPath, overwrite));
        LibC.FlushFolder(GetFolder(newPath));
    }

    /// <summary>Creates a folder and its missing parents.</summary>
    /// <exception cref="UnsafePathException">The folder is a link, belongs to another user, or is writable by others.</exception>
    public static void CreateFolder(string path)
    {
        CreateMissing(path);
        RequireSafe(path);
    }

    /// <summary>Creates the parent folders of a file that are missing.</summary>
    public static void CreateParentFolder(string path) => CreateMissing(GetFolder(path));

    /// <summary>Checks a file or folder, which may not exist, without opening it.</summary>
    /// <exception cref="UnsafePathException">It is a link, belongs to another user, or is writable by other users.</exception>
    public static void RequireSafe(string path)
    {
        RequireSafeFolder(path);
        if (!Exists(path))
        {
            return;
        }

        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new UnsafePathException(
                $"{path} is a symbolic link, which gwlogs does not follow when it writes. Specify the target of the link, or remove the link.");
        }

        if (!LibC.IsOwnFileOrFolder(path))
        {
            throw new UnsafePathException($"{path} belongs to another user, or is not a regular file or folder. "
                + "gwlogs writes only to files and folders of the current user. Specify another path.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & WritableByOthers) != 0)
        {
            throw new UnsafePathException(
                $"{path} is writable by other users, who could modify its contents. Specify another path, or run: chmod go-w '{path}'");
        }
    }

    private static async Task WriteAsync(string path, Func<FileStream, Task> write, bool overwrite)
    {
        // In the same folder, so that the rename never copies. Engines that read a folder of Parquet files skip names with a leading dot.
        var temporary = Path.Combine(GetFolder(path), TemporaryName(Path.GetFileName(path)));
        DeleteLeftover(temporary, path);
        try
        {
            await using (var file = Create(temporary, FileShare.None))
            {
                await write(file);
                await file.FlushAsync();
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            Rename(temporary, path, overwrite);
        }
        catch
        {
            FileSharing.Retry(() => File.Delete(temporary));
            throw;
        }
    }

    /// <summary>Deletes the temporary file of a process that was killed. That of a process that is running is locked.</summary>
    private static void DeleteLeftover(string temporary, string path)
    {
        RequireSafe(temporary);
        if (!Exists(temporary))
        {
            return;
        }

        try
        {
            using var leftover = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (FileSharing.IsViolation(exception))
        {
            throw new IOException($"Another process is writing {path}. Wait until it has ended, or specify another file.", exception);
        }
    }

    private static void RequireSafeFolder(string path)
    {
        var folder = GetFolder(path);
        if (!OperatingSystem.IsWindows() && Directory.Exists(folder)
            && (File.GetUnixFileMode(folder) & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) == UnixFileMode.OtherWrite)
        {
            throw new UnsafePathException($"Any user can replace the files of other users in {folder}. Specify another folder, or run: chmod +t '{folder}'");
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
