namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Reads the lines of a file as the bytes that they are.</summary>
internal sealed class WaitingLines(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    private byte[] _buffer = new byte[1 << 16];

    private int _start;

    private int _end;

    /// <summary>Reads the next line without its end; it holds until the one after it is read.</summary>
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

    public void Dispose() => _file.Dispose();

    /// <summary>Reads on, behind what is left, in a larger buffer if there is no room.</summary>
    /// <returns>Where what was read begins; at the end of the file, where the buffer ends.</returns>
    private int Fill()
    {
        var left = _buffer.AsSpan(_start.._end);
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
        _end += _file.Read(_buffer.AsSpan(_end));
        return from;
    }
}
