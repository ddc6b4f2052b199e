namespace GatewayLogs.Cli.Files;

/// <summary>Reads the lines of a stream as bytes, and disposes the stream.</summary>
internal sealed class LineReader(Stream file) : IDisposable
{
    /// <summary>The maximum length of a line: a row with two bodies of 10 MB, whose characters are escaped.</summary>
    private const int MaxLength = 128 << 20;

    private byte[] _buffer = new byte[1 << 16];

    private int _start;

    private int _end;

    /// <summary>Reads the next line without its line break. The span is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        for (var searched = _start; ;)
        {
            var length = _buffer.AsSpan(searched.._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start..(searched + length));
                _start = searched + length + 1;
                return true;
            }

            searched = Fill();
            if (searched == _end)
            {
                line = _buffer.AsSpan(_start.._end);
                _start = _end;
                return !line.IsEmpty;
            }
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Reads more bytes after the remaining ones, and grows the buffer if it is full.</summary>
    /// <returns>The index of the first new byte; the end of the buffered bytes at the end of the file.</returns>
    private int Fill()
    {
        var left = _buffer.AsSpan(_start.._end);
        if (left.Length > MaxLength)
        {
            throw new InvalidDataException("the line is longer than 128 MB");
        }

        if (left.Length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        else
        {
            left.CopyTo(_buffer);
        }

        (_start, _end) = (0, left.Length);
        var from = _end;
        _end += file.Read(_buffer.AsSpan(_end));
        return from;
    }
}
