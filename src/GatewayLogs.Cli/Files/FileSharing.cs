namespace GatewayLogs.Cli.Files;

/// <summary>
/// Handles files that another program has open. On Windows, virus scanners and indexers open new files for a moment, during which they cannot
/// be renamed, replaced or deleted.
/// </summary>
internal static class FileSharing
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private const int WindowsLockViolation = unchecked((int)0x80070021);

    /// <summary>EWOULDBLOCK, which locking a file returns.</summary>
    private const int LinuxWouldBlock = 11;

    private const int MacOSWouldBlock = 35;

    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(50);

    private static readonly int s_maxAttempts = (int)(TimeSpan.FromSeconds(2) / s_delay);

    /// <summary>Gets whether an operation failed because another process has the file open, and not because of the disk or the path.</summary>
    public static bool IsViolation(IOException exception) =>
        exception.HResult is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or MacOSWouldBlock;

    /// <summary>Renames or deletes a file, and retries for about two seconds while another program has the file open.</summary>
    public static void Retry(Action action) => Retry(action, OperatingSystem.IsWindows(), Thread.Sleep);

    /// <inheritdoc cref="Retry(Action)"/>
    internal static void Retry(Action action, bool isWindows, Action<TimeSpan> wait)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (IOException exception) when (attempt < s_maxAttempts && IsViolation(exception))
            {
                wait(s_delay);
            }
            catch (UnauthorizedAccessException) when (attempt < s_maxAttempts && isWindows)
            {
                // Windows reports this for a rename over an open file.
                wait(s_delay);
            }
        }
    }
}
