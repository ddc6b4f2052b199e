using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;
using CsvHelper;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>
/// CSV by RFC 4180 with a line of names. What a spreadsheet would take for a formula gets an apostrophe before it; what holds several
/// values is JSON in its cell.
/// </summary>
internal sealed class CsvFormat : IRowFormat
{
    /// <summary>A buffer that a large body has stretched beyond this is not kept.</summary>
    private const int LargestBuffer = 1 << 20;

    private readonly ExportBodies _bodies;

    private readonly MemoryStream _line = new();

    private readonly CsvWriter _csv;

    public CsvFormat(ExportBodies bodies)
    {
        _bodies = bodies;

        // The library could neutralise formulas too, but not leave a body as it is.
        _csv = CsvWriter.Create(_line, CsvWriterOptions.Default with { Injection = CsvInjection.None }, leaveOpen: true);
    }

    public void WriteHeader(IBufferWriter<byte> output)
    {
        foreach (var field in LogField.All)
        {
            _csv.WriteField(field.Name);
        }

        _csv.WriteField("other_fields");
        foreach (var name in BodyFields.Of(_bodies))
        {
            _csv.WriteField(name);
        }

        EndLine(output);
    }

    public void Write(ExportRow row, IBufferWriter<byte> output)
    {
        foreach (var field in LogField.All)
        {
            _csv.WriteField(field.Value(row.Log) is { } value ? Cell(field.Kind, value) : null);
        }

        _csv.WriteField(JsonText.OfUnknown(row.Log));
        foreach (var (_, body) in row.Bodies)
        {
            WriteBody(body);
        }

        EndLine(output);
    }

    public void Dispose()
    {
        _csv.Dispose();
        _line.Dispose();
    }

    private static string Cell(FieldKind kind, object value) => kind switch
    {
        FieldKind.Instant => LogText.Utc((DateTimeOffset)value),
        FieldKind.Boolean => (bool)value ? "true" : "false",
        FieldKind.Integer or FieldKind.Number or FieldKind.Money => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        FieldKind.Metadata => Neutral(JsonText.Of((GatewayLogMetadata)value)),
        _ => Neutral((string)value),
    };

    private static string Neutral(string text) => text is [var first, ..] && char.IsAscii(first) && IsFormulaStart((byte)first) ? "'" + text : text;

    private static bool IsFormulaStart(byte first) => "=+-@\t\r"u8.Contains(first);

    /// <summary>A body stays byte for byte: text that would have to be neutralised is given as base64, whose letters make no formula.</summary>
    private void WriteBody(ExportBody body)
    {
        var isStored = body.State == ExportBody.Stored;
        var bytes = body.Bytes.Span;
        var isText = isStored && Utf8.IsValid(bytes) && !(bytes is [var first, ..] && IsFormulaStart(first));
        _csv.WriteField(body.State);
        _csv.WriteField(Neutral(body.ContentType ?? ""));
        _csv.WriteField(isStored ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null);
        _csv.WriteField(isText ? bytes : default);
        _csv.WriteField(isStored && !isText ? Convert.ToBase64String(bytes) : null);
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        _csv.EndRecord();
        _csv.Flush();
        output.Write(_line.GetBuffer().AsSpan(0, (int)_line.Length));
        _line.SetLength(0);
        if (_line.Capacity > LargestBuffer)
        {
            _line.Capacity = 0;
        }
    }
}
