using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>The cells of a column in the current row group of a Parquet file.</summary>
internal abstract class ParquetCells
{
    /// <summary>Reads the column of a row group.</summary>
    public abstract Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken);

    public abstract bool IsNull(int row);

    /// <summary>Writes a cell that is not null as JSON.</summary>
    public abstract void Write(Utf8JsonWriter json, int row);
}

/// <summary>Cells with text, or with JSON text.</summary>
internal sealed class TextCells(DataField field, bool isJson) : ParquetCells
{
    private string?[] _values = [];

    public string? this[int row] => _values[row];

    public override async Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        _values = _values.Length == group.RowCount ? _values : new string?[group.RowCount];
        await group.ReadAsync(field, _values!, null, cancellationToken);
    }

    public override bool IsNull(int row) => _values[row] is null;

    public override void Write(Utf8JsonWriter json, int row)
    {
        if (isJson)
        {
            json.WriteRawValue(_values[row]!, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(_values[row]);
        }
    }
}

/// <summary>Cells with numbers, booleans or times.</summary>
internal sealed class ValueCells<T>(DataField field, Action<Utf8JsonWriter, T> write) : ParquetCells
    where T : struct
{
    private T?[] _values = [];

    public override async Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken)
    {
        _values = _values.Length == group.RowCount ? _values : new T?[group.RowCount];
        await group.ReadAsync<T>(field, _values.AsMemory(), null, cancellationToken);
    }

    public override bool IsNull(int row) => _values[row] is null;

    public override void Write(Utf8JsonWriter json, int row) => write(json, _values[row]!.Value);
}
