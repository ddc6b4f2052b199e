using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Numbers, booleans or instants.</summary>
internal sealed class ValueColumn<T>(DataField field, Func<JsonElement, T> read) : ParquetColumn(field)
    where T : struct
{
    private readonly List<T?> _values = [];

    public override void Add(JsonElement? value) => _values.Add(value is { } element ? read(element) : null);

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await group.WriteAsync<T>((DataField)Field, _values.ToArray(), cancellationToken: cancellationToken);
        _values.Clear();
    }
}
