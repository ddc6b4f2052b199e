using System.Text.Json;
using Parquet;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>The cells of a column in the current row group of a Parquet file.</summary>
internal abstract class ParquetCells
{
    /// <summary>Reads the column of a row group.</summary>
    public abstract Task LoadAsync(ParquetRowGroupReader group, CancellationToken cancellationToken);

    public abstract bool IsNull(int row);

    /// <summary>Gets whether <see cref="Set"/> is supported.</summary>
    public virtual bool CanSet => false;

    /// <summary>Sets the field of a log to a cell that is not null.</summary>
    public virtual void Set(GatewayLog log, int row) => throw new NotSupportedException();

    /// <summary>Writes a cell that is not null as JSON.</summary>
    public abstract void Write(Utf8JsonWriter json, int row);
}
