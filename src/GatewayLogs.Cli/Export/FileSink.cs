using System.Buffers;
using System.IO.Compression;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using ZstdSharp;

namespace GatewayLogs.Cli.Export;

/// <summary>One growing file. Packed, it is a chain of frames, one for each commit, so that it can be cut and continued between any two.</summary>
/// <param name="path">Where it is.</param>
/// <param name="mark">How much of it is at rest.</param>
/// <param name="createFormat">Makes what turns rows into bytes.</param>
/// <param name="compression">How it is packed.</param>
internal sealed class FileSink(string path, FileMark mark, Func<IRowFormat> createFormat, ExportCompression compression) : IExportSink
{
    /// <summary>A buffer that a large body has stretched beyond this is not kept.</summary>
    private const int LargestBuffer = 1 << 20;

    private const int ZstdLevel = 3;

    private readonly AppendedFile _file = AppendedFile.Open(path, mark);

    private readonly IRowFormat _format = createFormat();

    private ArrayBufferWriter<byte> _buffer = new();

    private Stream? _frame;

    /// <summary>How long the file is, with what waits for a commit.</summary>
    public long Length => _file.Length;

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
        if (_file.Length == 0 && _frame is null)
        {
            _format.WriteHeader(_buffer);
            Flush();
        }
    }

    private void Flush()
    {
        if (_buffer.WrittenCount == 0)
        {
            return;
        }

        _frame ??= compression switch
        {
            ExportCompression.Gzip => new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true),
            ExportCompression.Zstd => new CompressionStream(_file, ZstdLevel, leaveOpen: true),
            _ => _file,
        };
        _frame.Write(_buffer.WrittenSpan);
        if (_buffer.Capacity > LargestBuffer)
        {
            _buffer = new ArrayBufferWriter<byte>();
        }
        else
        {
            _buffer.ResetWrittenCount();
        }
    }

    private void EndFrame()
    {
        if (_frame != _file)
        {
            _frame?.Dispose();
        }

        _frame = null;
    }
}
