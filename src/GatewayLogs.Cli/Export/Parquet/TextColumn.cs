using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Text, or anything as JSON text.</summary>
internal sealed class TextColumn(string name, bool isJson) : ParquetColumn(new DataField<string>(name, true))
{
    private readonly List<string?> _values = [];

    public override void Add(JsonElement? value) => Add(isJson ? value?.GetRawText() : value?.GetString());

    public void Add(string? value) => _values.Add(value);

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await group.WriteAsync((DataField)Field, _values!);
        _values.Clear();
    }
}
