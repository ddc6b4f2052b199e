using System.Text;
using System.Text.Json;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>
/// Decodes the text of a row group into blocks that are reused for the next group. Allocating a string per cell would add garbage to collect.
/// </summary>
internal sealed class CharacterBlocks
{
    /// <summary>The length of a block, which keeps it out of the large object heap. Longer text gets its own array.</summary>
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

    /// <summary>Adds the current string or property name of a reader.</summary>
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

    /// <summary>Discards all text. Memory that was returned before is overwritten.</summary>
    public void Clear() => (_block, _used) = (0, 0);

    /// <summary>Returns a buffer for UTF-8 of this length, which never has more characters than bytes.</summary>
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
