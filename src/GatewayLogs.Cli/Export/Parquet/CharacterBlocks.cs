using System.Text;
using System.Text.Json;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>The text of a row group, decoded one after the other into blocks that the next group uses again: a string for each cell would be garbage.</summary>
internal sealed class CharacterBlocks
{
    /// <summary>Small enough to be no large object of the garbage collector. Longer text has an array of its own.</summary>
    private const int BlockLength = 32 * 1024;

    private readonly List<char[]> _blocks = [];

    private int _block;

    private int _used;

    /// <summary>Adds the text of a JSON string.</summary>
    public ReadOnlyMemory<char> AppendText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return AddText(ref reader);
    }

    /// <summary>Adds the text of the string or name that a reader stands at.</summary>
    public ReadOnlyMemory<char> AddText(ref Utf8JsonReader reader)
    {
        var space = GetBuffer(reader.ValueSpan.Length);
        return Take(space, reader.CopyString(space.Span));
    }

    public ReadOnlyMemory<char> Add(ReadOnlySpan<byte> utf8)
    {
        var space = GetBuffer(utf8.Length);
        return Take(space, Encoding.UTF8.GetChars(utf8, space.Span));
    }

    /// <summary>Forgets all text; what was given out is overwritten from now on.</summary>
    public void Clear() => (_block, _used) = (0, 0);

    /// <summary>Room for the text of so many bytes, which has no more characters than they are.</summary>
    private Memory<char> GetBuffer(int length)
    {
        if (length > BlockLength)
        {
            return new char[length];
        }

        if (_block < _blocks.Count && _used + length > BlockLength)
        {
            (_block, _used) = (_block + 1, 0);
        }

        if (_block == _blocks.Count)
        {
            _blocks.Add(new char[BlockLength]);
        }

        return _blocks[_block].AsMemory(_used, length);
    }

    private ReadOnlyMemory<char> Take(Memory<char> space, int length)
    {
        _used += space.Length > BlockLength ? 0 : length;
        return space[..length];
    }
}
