using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>CSV by RFC 4180 with a line of names; what no column knows is JSON in a cell of its own.</summary>
internal sealed class CsvFormat(ExportBodies bodies) : IRowFormat
{
    private readonly CsvLines _lines = new("\r\n");

    public void WriteHeader(IBufferWriter<byte> output)
    {
        _lines.AddHeader([.. LogColumn.OfRow.Select(column => column.Name), "other_fields", .. BodyFields.Of(bodies)]);
        output.Write(_lines.Take().Span);
    }

    public void Write(ExportRow row, IBufferWriter<byte> output)
    {
        _lines.Add(row.Log, LogColumn.OfRow);
        _lines.Add(row.Log.AdditionalProperties is { Count: > 0 } unknown ? unknown : null);
        foreach (var (_, body) in row.Bodies)
        {
            WriteBody(body);
        }

        _lines.EndLine();
        output.Write(_lines.Take().Span);
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>A body stays byte for byte: text that would have to be neutralised is given as base64, whose letters make no formula.</summary>
    private void WriteBody(ExportBody body)
    {
        var isStored = body.State == ExportBody.Stored;
        var bytes = body.Bytes.Span;
        var isText = isStored && Utf8.IsValid(bytes) && !CsvLines.IsFormula(bytes);
        _lines.Add(body.State);
        _lines.Add(body.ContentType);
        _lines.Add(isStored ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null);
        _lines.Add(isText ? bytes : default);
        _lines.Add(isStored && !isText ? Convert.ToBase64String(bytes) : null);
    }
}
