using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GatewayLogs.Cli.Output;

/// <summary>Opens standard output on Windows as a pipe, because the stream of the console ignores that its reader has exited.</summary>
internal static partial class WindowsPipe
{
    private const string Library = "kernel32.dll";

    private const int OutputHandle = -11;

    private const uint PipeType = 3;

    /// <summary>Returns a stream without a buffer; null if standard output is not a pipe.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Standard output stays open until the process ends.")]
    public static Stream? OpenOutput() => GetStdHandle(OutputHandle) is var handle && GetFileType(handle) == PipeType
        ? new FileStream(new SafeFileHandle(handle, ownsHandle: false), FileAccess.Write, bufferSize: 0)
        : null;

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetStdHandle(int handle);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetFileType(nint handle);
}
