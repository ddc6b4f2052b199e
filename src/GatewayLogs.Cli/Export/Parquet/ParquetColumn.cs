using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>A column of a Parquet file, and its values of the row group that is being gathered.</summary>
internal abstract class ParquetColumn(Field schema)
{
    public Field Field => schema;

    /// <summary>Adds the value of the next row; null when the row has none.</summary>
    public abstract void Add(JsonElement? value);

    /// <summary>Writes what was gathered, and begins anew.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken);
}
