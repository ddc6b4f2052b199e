using System.Buffers;
using System.IO.Compression;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using ZstdSharp;

namespace GatewayLogs.Cli.Export;

/// <summary>One growing file. Compressed, it is a chain of frames, one for each commit, so that it can be cut and continued between any two.</summary>
/// <param name="open">Opens the file at its mark.</param>
/// <param name="createFormat">Creates the format of the rows.</param>
/// <param name="compression">How it is compressed.</param>
internal sealed class FileSink(Func<AppendedFile> open, Func<IRowFormat> createFormat, ExportCompression compression) : IExportSink
{
    /// <summary>A buffer that a large body has stretched beyond this is not kept.</summary>
    private const int LargestBuffer = 1 << 20;

    private const int ZstdLevel = 3;

    /// <summary>RFC 1952: a header, a last block without content, its CRC and its length.</summary>
    private static ReadOnlySpan<byte> EmptyGzip => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly AppendedFile _file = open();

    private readonly IRowFormat _format = createFormat();

    private ArrayBufferWriter<byte> _buffer = new();

    private Stream? _frame;

    /// <summary>Gets the length of the file, including what waits for a commit.</summary>
    public long Length => _file.Length;

    private bool IsUntouched => _file.Length == 0 && _frame is null;

    public Task WriteAsync(ExportRow row, CancellationToken cancellationToken)
    {
        WriteHeaderOnce();
        _format.Write(row, _buffer);
        Flush();
        return Task.CompletedTask;
    }

    public Task FinishAsync(CancellationToken cancellationToken)
    {
        WriteHeaderOnce();
        WriteFrameOnce();
        return Task.CompletedTask;
    }

    public Checkpoint Commit(Checkpoint checkpoint)
    {
        EndFrame();
        return checkpoint with { File = _file.Commit() };
    }

    public void Committed()
    {
        // The file is all there is.
    }

    public void Dispose()
    {
        EndFrame();
        _file.Dispose();
        _format.Dispose();
    }

    private void WriteHeaderOnce()
    {
        if (IsUntouched)
        {
            _format.WriteHeader(_buffer);
            Flush();
        }
    }

    /// <summary>No byte at all is no packed _file.</summary>
    private void WriteFrameOnce()
    {
        if (IsUntouched && compression == ExportCompression.Gzip)
        {
            // A GZipStream to which nothing was written writes nothing.
            _file.Write(EmptyGzip);
        }
        else if (IsUntouched)
        {
            OpenFrame();
        }
    }

    private void Flush()
    {
        if (_buffer.WrittenCount == 0)
        {
            return;
        }

        OpenFrame().Write(_buffer.WrittenSpan);
        if (_buffer.Capacity > LargestBuffer)
        {
            _buffer = new ArrayBufferWriter<byte>();
        }
        else
        {
            _buffer.ResetWrittenCount();
        }
    }

    private Stream OpenFrame() => _frame ??= compression switch
    {
        ExportCompression.Gzip => new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true),
        ExportCompression.Zstd => new CompressionStream(_file, ZstdLevel, leaveOpen: true),
        _ => _file,
    };

    private void EndFrame()
    {
        if (_frame != _file)
        {
            _frame?.Dispose();
        }

        _frame = null;
    }
}
