using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace GatewayLogs.Cli.Files;

/// <summary>
/// Decompresses gzip data, and throws an <see cref="InvalidDataException"/> if it is cut, which <see cref="GZipStream"/> does not detect.
/// </summary>
/// <remarks>A gzip member is appended to the data: it is decompressed only if everything before it is complete.</remarks>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream disposes its source.")]
internal sealed class CompleteGzipStream : ForwardOnlyStream
{
    private static readonly byte[] s_mark = Guid.NewGuid().ToByteArray();

    private readonly FramedStream _source;

    private readonly GZipStream _gzip;

    private readonly byte[] _chunk = new byte[1 << 16];

    private ReadOnlyMemory<byte> _rest;

    private bool _isAtEnd;

    public CompleteGzipStream(Stream file)
    {
        _source = new FramedStream(default, file, CompressMark());
        _gzip = new GZipStream(_source, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_rest.IsEmpty && !_isAtEnd)
        {
            Accept(_gzip.Read(_chunk));
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty && !_isAtEnd)
        {
            Accept(await _gzip.ReadAsync(_chunk, cancellationToken));
        }

        return Take(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        _gzip.Dispose();
        _source.Dispose();
        base.Dispose(disposing);
    }

    private void Accept(int length)
    {
        _rest = _chunk.AsMemory(0, length);
        if (length == 0 || _source.IsAtEnd)
        {
            _isAtEnd = true;
            _rest = _rest.Span.SequenceEqual(s_mark) ? default : throw new InvalidDataException("the compressed data is cut");
        }
    }

    private int Take(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..length].CopyTo(buffer);
        _rest = _rest[length..];
        return length;
    }

    private static byte[] CompressMark()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(s_mark);
        }

        return buffer.ToArray();
    }
}
