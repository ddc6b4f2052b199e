using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>Reads the lines of a file, or of standard input if the path is null. The file is opened when the first line is read.</summary>
/// <remarks>
/// <see cref="GZipStream"/> does not detect that a file is cut. Therefore a gzip member with a random last line is appended to the data: it is
/// decompressed only if everything before it is complete.
/// </remarks>
internal sealed class LogpushFile(string? path) : IAsyncDisposable
{
    /// <summary>The longest line, in bytes. Logpush exports at most 1 MB per log.</summary>
    public const int MaxLineLength = 16 << 20;

    private const int ChunkSize = 1 << 16;

    /// <summary>Nothing is written before everything was read, so that all lines of a cut file are decompressed before the appended member.</summary>
    private static readonly PipeOptions s_options = new(pauseWriterThreshold: 1, resumeWriterThreshold: 1, minimumSegmentSize: ChunkSize);

    private static readonly byte[] s_lastLine = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString());

    private readonly byte[] _chunk = new byte[ChunkSize];

    private Stream? _stream;

    private bool _isCompressed;

    private int _start;

    private int _end;

    /// <summary>Gets the name of the file for messages.</summary>
    public string Name => path ?? "standard input";

    /// <summary>Gets the number of the last line that was read.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line into a buffer. A line that is too long is cut after <see cref="MaxLineLength"/> and one more byte.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidDataException">The compressed data is damaged or cut.</exception>
    public async ValueTask<bool> ReadLineAsync(ArrayBufferWriter<byte> line, CancellationToken cancellationToken)
    {
        _stream ??= await OpenAsync(cancellationToken);
        line.ResetWrittenCount();
        while (true)
        {
            if (_start == _end)
            {
                // Canceling does not end a read from a pipe.
                (_start, _end) = (0, await _stream.ReadAsync(_chunk, cancellationToken).AsTask().WaitAsync(cancellationToken));
                if (_end == 0)
                {
                    return End(line.WrittenSpan);
                }
            }

            var rest = _chunk.AsSpan(_start.._end);
            var length = rest.IndexOf((byte)'\n');
            var part = length < 0 ? rest : rest[..length];
            line.Write(part[..Math.Min(part.Length, MaxLineLength + 1 - line.WrittenCount)]);
            _start += part.Length + (length < 0 ? 0 : 1);
            if (length >= 0)
            {
                Number++;
                return true;
            }
        }
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Returns whether the file ends with a line without a line break.</summary>
    private bool End(ReadOnlySpan<byte> line)
    {
        if (_isCompressed)
        {
            return line.SequenceEqual(s_lastLine) ? false : throw new InvalidDataException();
        }

        Number += line.IsEmpty ? 0 : 1;
        return !line.IsEmpty;
    }

    private static byte[] CompressLastLine()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write([(byte)'\n', .. s_lastLine]);
        }

        return buffer.ToArray();
    }

    private static async Task CopyAsync(ReadOnlyMemory<byte> first, Stream source, ReadOnlyMemory<byte> last, PipeWriter writer)
    {
        await writer.WriteAsync(first);
        await source.CopyToAsync(writer);
        await writer.WriteAsync(last);
    }

    /// <summary>Opens the file. Its first two bytes determine whether it is compressed.</summary>
    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var source = path is null
            ? Console.OpenStandardInput()
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var first = new byte[2];
        var length = await source.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken).AsTask().WaitAsync(cancellationToken);
        _isCompressed = first is [0x1f, 0x8b];
        var pipe = new Pipe(s_options);
        _ = CopyAsync(first.AsMemory(0, length), source, _isCompressed ? CompressLastLine() : default, pipe.Writer)
            .ContinueWith(copy => pipe.Writer.Complete(copy.Exception?.InnerException), TaskScheduler.Default);
        return _isCompressed ? new GZipStream(pipe.Reader.AsStream(), CompressionMode.Decompress) : pipe.Reader.AsStream();
    }
}
