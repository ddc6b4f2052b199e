using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>A column of text, or of any values as JSON text.</summary>
internal sealed class TextColumn(string name, bool isJson, CharacterBlocks characters) : ParquetColumn(new DataField<string>(name, true))
{
    private readonly ArrayBufferWriter<ReadOnlyMemory<char>> _values = new();

    /// <summary>Gets whether text is written without quotes also in a column of JSON, like the values of a map.</summary>
    public bool IsPlainText { get; init; }

    public override bool Fits(ReadOnlySpan<byte> json) => isJson || json[0] == '"';

    public override void Add(ReadOnlySpan<byte> json)
    {
        _values.Write([isJson && !(IsPlainText && json[0] == '"') ? characters.Add(json) : characters.AppendText(json)]);
        Levels.Write([Present]);
    }

    public override void AddMissing() => Levels.Write([Missing]);

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await group.WriteAllPartsAsync((DataField)Field, _values.WrittenMemory, Levels.WrittenMemory, null, cancellationToken);
        _values.Clear();
        Levels.ResetWrittenCount();
    }
}
