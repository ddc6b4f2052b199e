using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Export.Parquet;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Cells with a map of text to text. The definition levels are those of <see cref="MapColumn"/>.</summary>
internal sealed class MapCells(MapField map) : ParquetCells
{
    private readonly List<(string Name, string? Value)> _entries = [];

    /// <summary>The index of the first entry of each row, and whether the row has a map.</summary>
    private readonly List<(int Start, bool HasMap)> _rows = [];

    public override async Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        var names = await Levels.ReadAsync(group, (DataField)map.Key, cancellationToken);
        var values = await Levels.ReadAsync(group, (DataField)map.Value, cancellationToken);
        Decode(names, values);
        if (_rows.Count != group.RowCount)
        {
            throw new InvalidDataException();
        }
    }

    public override bool IsNull(int row) => !_rows[row].HasMap;

    public override void Write(Utf8JsonWriter json, int row)
    {
        json.WriteStartObject();
        var end = row + 1 < _rows.Count ? _rows[row + 1].Start : _entries.Count;
        for (var i = _rows[row].Start; i < end; i++)
        {
            json.WritePropertyName(_entries[i].Name);
            if (_entries[i].Value is not { } value)
            {
                json.WriteNullValue();
            }
            else if (JsonBytes.IsOtherThanText(Encoding.UTF8.GetBytes(value)))
            {
                json.WriteRawValue(value, skipInputValidation: true);
            }
            else
            {
                json.WriteStringValue(value);
            }
        }

        json.WriteEndObject();
    }

    private void Decode(Levels names, Levels values)
    {
        _entries.Clear();
        _rows.Clear();
        var (name, value) = (0, 0);
        for (var i = 0; i < names.Definitions.Length; i++)
        {
            var level = names.Definitions[i];
            if (names.Repetitions[i] == 0)
            {
                _rows.Add((_entries.Count, level > MapColumn.NoMap));
            }

            if (level > MapColumn.EmptyMap)
            {
                var text = values.Definitions[i] == MapColumn.NameAndValue ? values.Values[value++].ToString() : null;
                _entries.Add((names.Values[name++].ToString(), text));
            }
        }
    }

    /// <summary>The values of a column, and the levels of its entries.</summary>
    private sealed record Levels(ReadOnlyMemory<char>[] Values, int[] Definitions, int[] Repetitions)
    {
        public static async Task<Levels> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        {
            var count = group.GetMetadata(field)?.MetaData?.NumValues ?? throw new InvalidDataException();
            var levels = new Levels(new ReadOnlyMemory<char>[count], new int[count], new int[count]);
            await group.ReadRawAsync(field, levels.Values.AsMemory(), levels.Definitions.AsMemory(), levels.Repetitions.AsMemory(), cancellationToken);
            return levels;
        }
    }
}
