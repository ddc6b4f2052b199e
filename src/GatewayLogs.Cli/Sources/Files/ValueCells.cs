using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Cells with one value, whose column has no other values than those of its rows.</summary>
internal sealed class ValueCells<T>(DataField field, Action<Utf8JsonWriter, T> write, Action<GatewayLog, T>? set) : ParquetCells
    where T : struct
{
    private const int Missing = -1;

    private T[] _values = [];

    private int[] _levels = [];

    /// <summary>The index of the value of each row.</summary>
    private int[] _indexes = [];

    public override bool CanSet => set is not null;

    public override async Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        if (_indexes.Length != group.RowCount)
        {
            (_values, _levels, _indexes) = (new T[group.RowCount], new int[group.RowCount], new int[group.RowCount]);
        }

        await group.ReadRawAsync(field, _values.AsMemory(), field.IsNullable ? _levels.AsMemory() : null, null, cancellationToken);
        for (var (row, value) = (0, 0); row < _indexes.Length; row++)
        {
            _indexes[row] = field.IsNullable && _levels[row] == 0 ? Missing : value++;
        }
    }

    public override bool IsNull(int row) => _indexes[row] == Missing;

    public T Get(int row) => _values[_indexes[row]];

    public override void Write(Utf8JsonWriter json, int row) => write(json, Get(row));

    public override void Set(GatewayLog log, int row) => set!(log, Get(row));
}
