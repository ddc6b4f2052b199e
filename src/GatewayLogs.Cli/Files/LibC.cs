using System.Runtime.InteropServices;

namespace GatewayLogs.Cli.Files;

/// <summary>What .NET has no API for: the owner of a file, and bringing the entries of a folder onto the disk.</summary>
internal static partial class LibC
{
    private const string Library = "libc";

    private const int CurrentFolder = -100;

    private const int DoNotFollow = 0x100;

    private const uint OwnerAndKind = 0x9;

    private const ushort KindBits = 0xF000;

    private const ushort Folder = 0x4000;

    private const ushort RegularFile = 0x8000;

    private const int AccessDenied = 13;

    private const int InvalidArgument = 22;

    /// <summary>Gets whether this is a regular file or a folder of the user that runs this process. A link is not followed.</summary>
    public static bool IsOwnFileOrFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux() && Statx(CurrentFolder, path, DoNotFollow, OwnerAndKind, out var status) == 0)
            {
                return status.Owner == GetEffectiveUser() && (status.Mode & KindBits) is RegularFile or Folder;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // The C libraries of 2018 and before do not have the call.
        }

        return OperatingSystem.IsWindows() || CanChangeMode(path);
    }

    /// <summary>Brings the names in a folder onto the disk, so that a file that was created or renamed in it is found after a power failure.</summary>
    /// <exception cref="IOException">The folder cannot be flushed.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS writes such changes to its journal, and has no call for this.
            return;
        }

        var folder = Open(path, 0);
        if (folder < 0)
        {
            // A folder that may be written but not read cannot be flushed either.
            ThrowUnless(AccessDenied);
            return;
        }

        if (FSync(folder) != 0)
        {
            // Some file systems, such as those of a network, have nothing to flush.
            ThrowUnless(InvalidArgument);
        }

        _ = Close(folder);

        void ThrowUnless(int expected)
        {
            if (Marshal.GetLastPInvokeError() != expected)
            {
                throw new IOException($"{path} could not be flushed to the disk: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
    }

    /// <summary>Only the owner of a file, or root, may change its mode.</summary>
    private static bool CanChangeMode(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path));
            }

            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport(Library, EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);

    /// <summary>The kernel's struct statx, which has the same layout on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct FileStatus
    {
        [FieldOffset(20)]
        public readonly uint Owner;

        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}
