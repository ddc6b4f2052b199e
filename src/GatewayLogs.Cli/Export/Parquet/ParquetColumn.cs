using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>A column of a Parquet file, and its values of the row group that is being gathered. Its memory serves one group after the other.</summary>
internal abstract class ParquetColumn(Field schema)
{
    /// <summary>Whether a row has no value, or one: the levels of a column that is no map.</summary>
    protected const int Missing = 0;

    protected const int Present = 1;

    public Field Field => schema;

    /// <summary>Of each row, how much of its value is there.</summary>
    protected ArrayBufferWriter<int> Levels { get; } = new();

    /// <summary>Adds the value of the next row.</summary>
    public abstract void Add(ReadOnlySpan<byte> json);

    /// <summary>Adds that the next row has no value.</summary>
    public abstract void AddNothing();

    /// <summary>Writes what was gathered, and begins anew.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken);
}
