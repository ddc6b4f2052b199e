using System.Buffers;
using System.Text.Json;
using GatewayLogs.Cli.Output;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>A map of text to text, for names with values. Values other than text are written as JSON.</summary>
/// <remarks>
/// Parquet stores a map as two columns with levels. The definition level indicates how much is present (no map, an empty map, a name, a
/// value); the repetition level indicates whether an entry starts a row or continues it.
/// </remarks>
internal sealed class MapColumn(string name, CharacterBlocks characters)
    : ParquetColumn(new MapField(name, new DataField<string>("key", false), new DataField<string>("value", true)))
{
    public const int NoMap = 0;

    public const int EmptyMap = 1;

    private const int NameOnly = 2;

    public const int NameAndValue = 3;

    private readonly ArrayBufferWriter<ReadOnlyMemory<char>> _names = new();

    private readonly ArrayBufferWriter<ReadOnlyMemory<char>> _values = new();

    private readonly ArrayBufferWriter<int> _valueLevels = new();

    private readonly ArrayBufferWriter<int> _repetitions = new();

    public override bool Fits(ReadOnlySpan<byte> json) => json[0] == '{';

    /// <summary>
    /// Returns false if a text looks like another JSON value: the column does not distinguish the text <c>2</c> from the number.
    /// </summary>
    public override bool IsExact(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, LogJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && JsonBytes.IsOtherThanText(reader.ValueSpan))
            {
                return false;
            }

            reader.Skip();
        }

        return true;
    }

    public override void Add(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, LogJson.ReaderOptions);
        reader.Read();
        var isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            _repetitions.Write([isFirst ? 0 : 1]);
            isFirst = false;
            _names.Write([characters.AddText(ref reader)]);
            Levels.Write([NameOnly]);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                _valueLevels.Write([NameOnly]);
                continue;
            }

            _values.Write([
                reader.TokenType == JsonTokenType.String
                    ? characters.AddText(ref reader)
                    : characters.Add(json[JsonBytes.RangeOfValue(ref reader)]),
            ]);
            _valueLevels.Write([NameAndValue]);
        }

        if (isFirst)
        {
            AddWithoutEntry(EmptyMap);
        }
    }

    public override void AddMissing() => AddWithoutEntry(NoMap);

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        var map = (MapField)Field;
        await group.WriteAllPartsAsync((DataField)map.Key, _names.WrittenMemory, Levels.WrittenMemory, _repetitions.WrittenMemory, cancellationToken);
        await group.WriteAllPartsAsync((DataField)map.Value, _values.WrittenMemory, _valueLevels.WrittenMemory, _repetitions.WrittenMemory, cancellationToken);
        _names.Clear();
        _values.Clear();
        Levels.ResetWrittenCount();
        _valueLevels.ResetWrittenCount();
        _repetitions.ResetWrittenCount();
    }

    private void AddWithoutEntry(int level)
    {
        _repetitions.Write([0]);
        Levels.Write([level]);
        _valueLevels.Write([level]);
    }
}
