using System.Buffers;
using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Collects the fields of a row that have no column, as one JSON object.</summary>
internal sealed class UnknownFields : IDisposable
{
    private readonly ArrayBufferWriter<byte> _json = new();

    private readonly Utf8JsonWriter _writer;

    public UnknownFields() => _writer = new Utf8JsonWriter(_json, LogJson.Options);

    /// <summary>Adds a field.</summary>
    public void Add(string name, ReadOnlySpan<byte> value)
    {
        if (_writer.CurrentDepth == 0)
        {
            _writer.WriteStartObject();
        }

        _writer.WritePropertyName(name);
        _writer.WriteRawValue(value, skipInputValidation: true);
    }

    /// <summary>Adds the object to a column, or a missing value if there were no fields, and clears it.</summary>
    public void MoveTo(ParquetColumn column)
    {
        if (_writer.CurrentDepth == 0)
        {
            column.AddMissing();
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
