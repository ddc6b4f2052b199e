using System.Text.Json;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Cells with one value, whose column has no other values than those of its rows.</summary>
internal sealed class ValueCells<T>(DataField field, Action<Utf8JsonWriter, T> write, Action<GatewayLog, T>? set) : ParquetCells
    where T : struct
{
    private const int Missing = -1;

    private RawColumnData<T>? _data;

    /// <summary>The index of the value of each row.</summary>
    private int[] _indexes = [];

    public override bool CanSet => set is not null;

    public override async Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        _data?.Dispose();
        _data = null;
        var data = (RawColumnData<T>)await group.ReadRawColumnDataBaseAsync(field, cancellationToken);
        _data = data;
        _indexes = _indexes.Length == group.RowCount ? _indexes : new int[group.RowCount];
        var levels = field.IsNullable ? data.DefinitionLevels : default;
        for (var (row, value) = (0, 0); row < _indexes.Length; row++)
        {
            _indexes[row] = field.IsNullable && levels[row] == 0 ? Missing : value++;
        }
    }

    public override bool IsNull(int row) => _indexes[row] == Missing;

    public T Get(int row) => _data!.Values[_indexes[row]];

    public override void Write(Utf8JsonWriter json, int row) => write(json, Get(row));

    public override void Set(GatewayLog log, int row) => set!(log, Get(row));

    public override void Dispose() => _data?.Dispose();
}
