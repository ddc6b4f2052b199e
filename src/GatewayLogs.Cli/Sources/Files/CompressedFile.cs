using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using GatewayLogs.Cli.Files;
using ZstdSharp;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Decompresses a file with gzip members or zstd frames.</summary>
internal static class CompressedFile
{
    /// <summary>Returns the content of a file, which is compressed or not.</summary>
    /// <param name="file">The file, which the returned stream disposes.</param>
    /// <param name="first">The first bytes of the file.</param>
    public static Stream Open(Stream file, ReadOnlySpan<byte> first) => first switch
    {
        [0x1f, 0x8b, ..] => new CompleteGzipStream(file),
        [0x28, 0xb5, 0x2f, 0xfd] => new DecompressionStream(file, leaveOpen: false),
        _ => file,
    };

    /// <summary>Decompresses a gzip file, and detects that it is cut, which <see cref="GZipStream"/> does not.</summary>
    /// <remarks>A gzip member is appended to the file: it is decompressed only if everything before it is complete.</remarks>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream disposes its source.")]
    private sealed class CompleteGzipStream : Stream
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

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (_rest.IsEmpty && !_isAtEnd)
            {
                _rest = _chunk.AsMemory(0, _gzip.Read(_chunk));
                if (_rest.IsEmpty || _source.IsAtEnd)
                {
                    _isAtEnd = true;
                    _rest = _rest.Span.SequenceEqual(s_mark) ? default : throw new InvalidDataException("the compressed data is cut");
                }
            }

            var length = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _gzip.Dispose();
            _source.Dispose();
            base.Dispose(disposing);
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
}
