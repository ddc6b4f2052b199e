using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>Writes rows as CSV (RFC 4180) with a header. Unknown fields are written as JSON in one cell.</summary>
internal sealed class CsvFormat(ExportBodies bodies) : IRowFormat
{
    private readonly CsvLines _lines = new("\r\n");

    public void WriteHeader(IBufferWriter<byte> output)
    {
        _lines.AddHeader([.. LogColumn.RowFields.Select(column => column.Name), "other_fields", .. BodyFields.GetNames(bodies)]);
        output.Write(_lines.Take().Span);
    }

    public void Write(ExportRow row, IBufferWriter<byte> output)
    {
        _lines.Add(row.Log, LogColumn.RowFields);
        _lines.Add(row.Log.AdditionalProperties is { Count: > 0 } unknown ? unknown : null);
        foreach (var (_, body) in row.Bodies)
        {
            WriteBody(body);
        }

        _lines.EndLine();
        output.Write(_lines.Take().Span);
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>
    /// Writes a body without changing its bytes: text that would need a leading apostrophe is written as base64, which is never a formula.
    /// </summary>
    private void WriteBody(ExportBody body)
    {
        var isStored = body.State == ExportBody.Stored;
        var bytes = body.Bytes.Span;
        var isText = isStored && Utf8.IsValid(bytes) && !CsvLines.IsFormula(bytes);
        _lines.Add(body.State);
        _lines.Add(body.ContentType);
        _lines.Add(isStored ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null);
        _lines.AddVerbatim(isText ? bytes : default);
        _lines.Add(isStored && !isText ? Convert.ToBase64String(bytes) : null);
    }
}
