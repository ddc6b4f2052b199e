using System.Buffers;
using System.IO.Compression;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using ZstdSharp;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// Appends rows to a file. A compressed file has one frame per commit, so it can be truncated and continued at any commit.
/// </summary>
/// <param name="path">The path of the file.</param>
/// <param name="open">Opens the file at its mark.</param>
/// <param name="createFormat">Creates the format of the rows.</param>
/// <param name="compression">The compression of the file.</param>
internal sealed class FileSink(string path, Func<AppendedFile> open, Func<IRowFormat> createFormat, ExportCompression compression) : IExportSink
{
    /// <summary>A buffer that a large body has grown beyond this size is released.</summary>
    private const int MaxBufferSize = 1 << 20;

    private const int ZstdLevel = 3;

    /// <summary>Gets an empty gzip member (RFC 1952): a header, a final block without content, the CRC and the length.</summary>
    private static ReadOnlySpan<byte> EmptyGzip => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly AppendedFile _file = open();

    private readonly IRowFormat _format = createFormat();

    private ArrayBufferWriter<byte> _buffer = new();

    private Stream? _frame;

    public IReadOnlyList<string> Files => [path];

    /// <summary>Gets the length of the file, including uncommitted bytes.</summary>
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
        // There are no files besides the output.
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

    /// <summary>Writes an empty frame to an empty file, because zero bytes are not a valid compressed file.</summary>
    private void WriteFrameOnce()
    {
        if (IsUntouched && compression == ExportCompression.Gzip)
        {
            // A GZipStream writes nothing if nothing was written to it.
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
        if (_buffer.Capacity > MaxBufferSize)
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
