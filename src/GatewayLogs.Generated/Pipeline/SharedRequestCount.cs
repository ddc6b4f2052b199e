using System.Buffers.Binary;
using System.Diagnostics;

namespace GatewayLogs.Pipeline;

/// <summary>Counts the requests of several processes in a file, which each of them locks while it reads and writes the file.</summary>
/// <remarks>
/// A named semaphore would be simpler, but .NET supports it on Windows only, and a process that is killed would never return its permits.
/// The file contains the time of each request of the last window, as milliseconds since 1970 in eight bytes.
/// </remarks>
internal sealed class SharedRequestCount(string path, int limit, TimeProvider time)
{
    private const int MaxEntries = 10 * RequestRateLimiter.MaxPermits;
    private static readonly long s_window = (long)RequestRateLimiter.Window.TotalMilliseconds;
    private static readonly TimeSpan s_lockRetryDelay = TimeSpan.FromMilliseconds(5);

    /// <summary>Far longer than a process locks the file, unless it was suspended meanwhile.</summary>
    private static readonly TimeSpan s_maxLockWait = TimeSpan.FromSeconds(5);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Counts a request and returns its time, or returns how long to wait before trying again.</summary>
    /// <exception cref="IOException">The file cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be used.</exception>
    public async Task<(long? SentAt, TimeSpan Wait)> TryAddAsync(CancellationToken cancellationToken)
    {
        using var file = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var now = Now;
        var times = Read(file, now);
        var wait = times.Count < limit ? 0 : times[times.Count - limit] + s_window - now;
        if (wait <= 0)
        {
            times.Add(now);
        }

        Write(file, times);
        return wait <= 0 ? (now, TimeSpan.Zero) : (null, TimeSpan.FromMilliseconds(wait));
    }

    /// <summary>Moves a request to the time of its response, because the service counts it no later than that.</summary>
    public async Task MoveToNowAsync(long sentAt)
    {
        using var file = await OpenAsync(CancellationToken.None).ConfigureAwait(false);
        var now = Now;
        var times = Read(file, now);
        if (times.Remove(sentAt))
        {
            times.Add(now);
            Write(file, times);
        }
    }

    private async Task<FileStream> OpenAsync(CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException exception) when (IsLocked(exception) && Stopwatch.GetElapsedTime(since) < s_maxLockWait)
            {
                await Task.Delay(s_lockRetryDelay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Returns whether another process has the file open: EWOULDBLOCK of Linux and macOS, or a sharing violation of Windows.</summary>
    private static bool IsLocked(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Returns the times within the window in ascending order. Times after now are from before the clock was set back.</summary>
    private static List<long> Read(FileStream file, long now)
    {
        var bytes = new byte[Math.Min(file.Length, MaxEntries * sizeof(long))];
        file.ReadExactly(bytes);
        List<long> times = [];
        for (var at = 0; at + sizeof(long) <= bytes.Length; at += sizeof(long))
        {
            var sentAt = Math.Min(now, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)));
            if (sentAt > now - s_window)
            {
                times.Add(sentAt);
            }
        }

        times.Sort();
        return times;
    }

    private static void Write(FileStream file, List<long> times)
    {
        var bytes = new byte[times.Count * sizeof(long)];
        for (var index = 0; index < times.Count; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * sizeof(long)), times[index]);
        }

        file.Position = 0;
        file.Write(bytes);
        file.SetLength(bytes.Length);
    }
}
