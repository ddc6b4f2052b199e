using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Names with values as a map of text to text; what is no text is given as JSON.</summary>
/// <remarks>
/// A map is stored as two columns with levels beside the values: the definition level says how much of it is there (no map, an empty one,
/// a name, a value), the repetition level whether an entry begins a row or goes on with one.
/// </remarks>
internal sealed class MapColumn(string name)
    : ParquetColumn(new MapField(name, new DataField<string>("key", false), new DataField<string>("value", true)))
{
    private const int NoMap = 0;

    private const int EmptyMap = 1;

    private const int NameOnly = 2;

    private const int NameAndValue = 3;

    private readonly List<ReadOnlyMemory<char>> _names = [];

    private readonly List<ReadOnlyMemory<char>> _values = [];

    private readonly List<int> _nameLevels = [];

    private readonly List<int> _valueLevels = [];

    private readonly List<int> _repetitions = [];

    public override void Add(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } map)
        {
            AddWithoutEntry(NoMap);
            return;
        }

        var isFirst = true;
        foreach (var entry in map.EnumerateObject())
        {
            _repetitions.Add(isFirst ? 0 : 1);
            isFirst = false;
            _names.Add(entry.Name.AsMemory());
            _nameLevels.Add(NameOnly);
            if (entry.Value.ValueKind == JsonValueKind.Null)
            {
                _valueLevels.Add(NameOnly);
                continue;
            }

            _values.Add((entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText()).AsMemory());
            _valueLevels.Add(NameAndValue);
        }

        if (isFirst)
        {
            AddWithoutEntry(EmptyMap);
        }
    }

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        var map = (MapField)Field;
        var repetitions = _repetitions.ToArray();
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>((DataField)map.Key, _names.ToArray(), _nameLevels.ToArray(), repetitions, cancellationToken);
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>((DataField)map.Value, _values.ToArray(), _valueLevels.ToArray(), repetitions, cancellationToken);
        _names.Clear();
        _values.Clear();
        _nameLevels.Clear();
        _valueLevels.Clear();
        _repetitions.Clear();
    }

    private void AddWithoutEntry(int level)
    {
        _repetitions.Add(0);
        _nameLevels.Add(level);
        _valueLevels.Add(level);
    }
}
