using System.Buffers;
using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>What a row has that no column knows, as one JSON object.</summary>
internal sealed class UnknownFields : IDisposable
{
    private readonly ArrayBufferWriter<byte> _json = new();

    private readonly Utf8JsonWriter _writer;

    public UnknownFields() => _writer = new Utf8JsonWriter(_json, LogJson.Options);

    /// <summary>Adds a field of which the reader stands at the value.</summary>
    public void Add(string name, ReadOnlySpan<byte> value)
    {
        if (_writer.CurrentDepth == 0)
        {
            _writer.WriteStartObject();
        }

        _writer.WritePropertyName(name);
        _writer.WriteRawValue(value, skipInputValidation: true);
    }

    /// <summary>Gives the object to a column, or nothing where there was no field, and begins anew.</summary>
    public void MoveTo(ParquetColumn column)
    {
        if (_writer.CurrentDepth == 0)
        {
            column.AddNothing();
            return;
        }

        _writer.WriteEndObject();
        _writer.Flush();
        column.Add(_json.WrittenSpan);
        _json.ResetWrittenCount();
        _writer.Reset();
    }

    public void Dispose() => _writer.Dispose();
}
