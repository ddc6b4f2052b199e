using System.Buffers;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>A column of numbers, booleans or instants.</summary>
internal sealed class ValueColumn<T>(DataField field, ValueColumn<T>.Read read, ValueColumn<T>.Check? isExact = null) : ParquetColumn(field)
    where T : struct
{
    private readonly ArrayBufferWriter<T> _values = new();

    /// <summary>Reads the current value of a reader; returns null if the value does not have the type of the column.</summary>
    internal delegate T? Read(ref Utf8JsonReader json);

    /// <summary>Returns whether the column preserves the current value of a reader, which has the type of the column.</summary>
    internal delegate bool Check(ref Utf8JsonReader json);

    public override bool Fits(ReadOnlySpan<byte> json) => ReadValue(json) is not null;

    public override bool IsExact(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return isExact?.Invoke(ref reader) != false;
    }

    public override void Add(ReadOnlySpan<byte> json)
    {
        _values.Write([ReadValue(json)!.Value]);
        Levels.Write([Present]);
    }

    public override void AddMissing() => Levels.Write([Missing]);

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await group.WriteAllPartsAsync(field, _values.WrittenMemory, Levels.WrittenMemory, null, cancellationToken);
        _values.ResetWrittenCount();
        Levels.ResetWrittenCount();
    }

    private T? ReadValue(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? null : read(ref reader);
    }
}
