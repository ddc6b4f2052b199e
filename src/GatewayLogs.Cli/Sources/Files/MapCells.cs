using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Export.Parquet;
using Parquet;
using Parquet.Data;
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
        using var names = await ReadAsync(group, map.Key, cancellationToken);
        using var values = await ReadAsync(group, map.Value, cancellationToken);
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

    public override void Dispose()
    {
        // The columns are disposed when they have been decoded.
    }

    private static async Task<RawColumnData<ReadOnlyMemory<char>>> ReadAsync(ParquetRowGroupReader group, Field field, CancellationToken cancellationToken) =>
        (RawColumnData<ReadOnlyMemory<char>>)await group.ReadRawColumnDataBaseAsync((DataField)field, cancellationToken);

    private void Decode(RawColumnData<ReadOnlyMemory<char>> names, RawColumnData<ReadOnlyMemory<char>> values)
    {
        _entries.Clear();
        _rows.Clear();
        var (name, value) = (0, 0);
        var levels = names.DefinitionLevels;
        var repetitions = names.RepetitionLevels;
        var valueLevels = values.DefinitionLevels;
        for (var i = 0; i < levels.Length; i++)
        {
            if (repetitions[i] == 0)
            {
                _rows.Add((_entries.Count, levels[i] > MapColumn.NoMap));
            }

            if (levels[i] > MapColumn.EmptyMap)
            {
                var text = valueLevels[i] == MapColumn.NameAndValue ? values.Values[value++].ToString() : null;
                _entries.Add((names.Values[name++].ToString(), text));
            }
        }
    }
}
