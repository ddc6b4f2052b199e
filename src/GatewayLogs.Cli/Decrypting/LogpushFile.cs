using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>Reads the lines of a file, or of standard input if the path is null. The file is opened when the first line is read.</summary>
internal sealed class LogpushFile(string? path) : IAsyncDisposable
{
    /// <summary>The longest line, in bytes. Logpush exports at most 1 MB per log.</summary>
    public const int MaxLineLength = 16 << 20;

    private readonly byte[] _chunk = new byte[1 << 16];

    private Stream? _stream;

    private int _start;

    private int _end;

    /// <summary>Gets the name of the file for messages.</summary>
    public string Name => path ?? "standard input";

    /// <summary>Gets the number of the last line that was read.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line into a buffer. A line that is too long is cut one byte after <see cref="MaxLineLength"/>.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidDataException">The compressed data is damaged or cut.</exception>
    public async ValueTask<bool> ReadLineAsync(ArrayBufferWriter<byte> line, CancellationToken cancellationToken)
    {
        line.ResetWrittenCount();
        for (Number++; ; )
        {
            if (_start == _end)
            {
                // Canceling does not end a read from a pipe.
                (_start, _end) = (0, await ReadChunkAsync(cancellationToken).WaitAsync(cancellationToken));
                if (_end == 0)
                {
                    return line.WrittenCount > 0;
                }
            }

            var rest = _chunk.AsSpan(_start.._end);
            var length = rest.IndexOf((byte)'\n');
            var part = length < 0 ? rest : rest[..length];
            line.Write(part[..Math.Min(part.Length, MaxLineLength + 1 - line.WrittenCount)]);
            _start += part.Length + (length < 0 ? 0 : 1);
            if (length >= 0)
            {
                return true;
            }
        }
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<int> ReadChunkAsync(CancellationToken cancellationToken)
    {
        _stream ??= await OpenAsync(cancellationToken);
        return await _stream.ReadAsync(_chunk, cancellationToken);
    }

    /// <summary>Opens the file. Its first two bytes determine whether it is compressed.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "This class disposes the streams.")]
    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var file = path is null
            ? Console.OpenStandardInput()
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var first = new byte[2];
        var length = await file.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new FramedStream(first.AsMemory(0, length), file, default);
        return first is [0x1f, 0x8b] ? new CompleteGzipStream(whole) : whole;
    }
}
