using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes bytes to standard output, and tells a pipe that its reader closed from other failures.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32;

    private static readonly Lazy<Stream> s_stream = new(Open);

    /// <summary>The same for a few bytes, which no thread needs to be started for.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            s_stream.Value.Write(bytes);
        }
        catch (IOException exception) when (IsClosed(exception))
        {
            throw new OutputClosedException(exception);
        }
    }

    public static async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await s_stream.Value.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception) when (IsClosed(exception))
        {
            throw new OutputClosedException(exception);
        }
    }

    private static bool IsClosed(IOException exception) => OperatingSystem.IsWindows() || exception.HResult == BrokenPipe;

    /// <summary>The console's own stream keeps quiet about a closed pipe on Unix, and the command would go on for nobody.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Standard output stays open until the process ends.")]
    private static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        // A file is left to the console's stream: this one would write at offsets of its own, over what others append.
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
