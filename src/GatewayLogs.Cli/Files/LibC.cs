using System.Runtime.InteropServices;

namespace GatewayLogs.Cli.Files;

/// <summary>Calls of the C library that .NET has no API for: the owner of a file, flushing a folder to disk, and closed pipes.</summary>
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

    private const short PollError = 0x8;

    private const short PollHangUp = 0x10;

    /// <summary>Gets whether a path is a regular file or a folder that the current user owns. Links are not followed.</summary>
    public static bool IsOwnFileOrFolder(string path) => GetStatus(path, DoNotFollow) is { } status
        ? status.Owner == GetEffectiveUser() && (status.Mode & KindBits) is RegularFile or Folder
        : OperatingSystem.IsWindows() || CanChangeMode(path);

    /// <summary>Gets whether a path is a regular file, and not a pipe, socket or device. Links are followed.</summary>
    public static bool IsRegularFile(string path) => GetStatus(path, 0) is not { } status || (status.Mode & KindBits) == RegularFile;

    /// <summary>Flushes the entries of a folder to disk, so that a created or renamed file survives a power failure.</summary>
    /// <exception cref="IOException">The folder cannot be flushed.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS journals these changes, and has no equivalent call.
            return;
        }

        var folder = Open(path, 0);
        if (folder < 0)
        {
            // A folder that can be written but not read cannot be flushed.
            ThrowUnless(AccessDenied);
            return;
        }

        if (FSync(folder) != 0)
        {
            // Some file systems, such as network file systems, do not support flushing a folder.
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

    /// <summary>Returns whether a descriptor is the end of a pipe or socket whose other end is closed.</summary>
    public static bool IsReaderGone(int descriptor)
    {
        var poll = new PollDescriptor { Descriptor = descriptor };
        return Poll(ref poll, 1, 0) > 0 && (poll.ReturnedEvents & (PollError | PollHangUp)) != 0;
    }

    private static FileStatus? GetStatus(string path, int flags)
    {
        try
        {
            return OperatingSystem.IsLinux() && Statx(CurrentFolder, path, flags, OwnerAndKind, out var status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // C libraries before 2018 do not have statx.
        }
    }

    /// <summary>Returns whether the current user can change the mode of a file, which only its owner and root can.</summary>
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

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    /// <summary>The pollfd structure of POSIX. Errors are always reported, so that no events are requested.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;

        public short RequestedEvents;

        public short ReturnedEvents;
    }

    /// <summary>The statx structure of the Linux kernel, which has the same layout on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct FileStatus
    {
        [FieldOffset(20)]
        public readonly uint Owner;

        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}
