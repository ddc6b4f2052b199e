using System.Diagnostics.CodeAnalysis;
using System.Text;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Progress;
using Microsoft.Win32.SafeHandles;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes bytes to standard output, and distinguishes a closed pipe from other failures.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    private static readonly TimeSpan s_checkInterval = TimeSpan.FromMilliseconds(250);

    private static readonly Lazy<Stream> s_stream = new(Open);

    /// <summary>Writes a few bytes synchronously, without starting a thread.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            s_stream.Value.Write(bytes);
        }
        catch (IOException exception) when (OutputClosedException.IsCause(exception))
        {
            throw new OutputClosedException(exception);
        }
    }

    public static async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (CapturedOutput.Current is { } captured)
        {
            captured.Write(bytes.Span);
            return;
        }

        using var paused = Console.IsOutputRedirected ? default : LiveLine.Pause();
        try
        {
            await s_stream.Value.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception) when (OutputClosedException.IsCause(exception))
        {
            throw new OutputClosedException(exception);
        }
    }

    /// <summary>
    /// Returns a source that is canceled when the reader of standard output has exited. A command that writes nothing does not notice it
    /// otherwise. On Windows, only writing detects it.
    /// </summary>
    public static CancellationTokenSource WatchReader(CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Console.IsOutputRedirected && !OperatingSystem.IsWindows())
        {
            _ = CancelWhenClosedAsync(source);
        }

        return source;
    }

    private static async Task CancelWhenClosedAsync(CancellationTokenSource source)
    {
        try
        {
            while (!LibC.IsReaderGone(Descriptor))
            {
                await Task.Delay(s_checkInterval, source.Token);
            }

            await source.CancelAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The command has ended.
        }
    }

    /// <summary>Writes text. On a terminal, control characters other than line feeds and tabs are replaced.</summary>
    public static ValueTask WriteTextAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) => WriteAsync(
        Console.IsOutputRedirected || CapturedOutput.Current is not null
            ? text
            : Encoding.UTF8.GetBytes(TerminalText.NeutralizeLines(Encoding.UTF8.GetString(text.Span))),
        cancellationToken);

    /// <summary>Opens the stream. The stream of the console ignores a closed pipe, so a command would continue without a reader.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Standard output stays open until the process ends.")]
    private static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsPipe.OpenOutput() ?? Console.OpenStandardOutput();
        }

        // Files use the console's stream, because a FileStream writes at its own offset and would overwrite what other processes append.
        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
