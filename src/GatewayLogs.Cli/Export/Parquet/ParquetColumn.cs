using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>A column of a Parquet file, with its values of the current row group. Its buffers are reused for the next group.</summary>
internal abstract class ParquetColumn(Field schema)
{
    /// <summary>The definition levels of a column that is not a map.</summary>
    protected const int Missing = 0;

    protected const int Present = 1;

    public Field Field => schema;

    /// <summary>Gets the definition level of each row.</summary>
    protected ArrayBufferWriter<int> Levels { get; } = new();

    /// <summary>Returns whether a value has the type of the column. Other values are written with the unknown fields.</summary>
    public abstract bool Fits(ReadOnlySpan<byte> json);

    /// <summary>Returns whether the column preserves a value that fits. Other values are written with the unknown fields as well.</summary>
    public virtual bool IsExact(ReadOnlySpan<byte> json) => true;

    /// <summary>Adds the value of the next row, which fits.</summary>
    public abstract void Add(ReadOnlySpan<byte> json);

    /// <summary>Adds a missing value for the next row.</summary>
    public abstract void AddMissing();

    /// <summary>Writes the buffered values, and clears them.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken);
}
