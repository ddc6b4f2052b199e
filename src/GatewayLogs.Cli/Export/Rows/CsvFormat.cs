using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;
using GatewayLogs.Cli.Output;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>Writes rows as CSV (RFC 4180) with a header. Unknown fields are written as JSON in one cell, unless columns are selected.</summary>
internal sealed class CsvFormat(ExportPlan plan) : IRowFormat
{
    private readonly CsvLines _lines = new("\r\n", plan.CsvEscape);

    private readonly IReadOnlyList<LogColumn> _columns = plan.Columns ?? LogColumn.RowFields;

    public void WriteHeader(IBufferWriter<byte> output)
    {
        string[] other = plan.Columns is null ? ["other_fields"] : [];
        _lines.AddHeader([.. _columns.Select(column => column.Name), .. other, .. BodyFields.GetNames(plan.Bodies)]);
        output.Write(_lines.Take().Span);
    }

    public void Write(ExportRow row, IBufferWriter<byte> output)
    {
        _lines.Add(row.Log, _columns);
        if (plan.Columns is null)
        {
            _lines.Add(GetOtherFields(row.Log) is { Count: > 0 } other ? other : null);
        }

        foreach (var (_, body) in row.Bodies)
        {
            WriteBody(body);
        }

        _lines.EndLine();
        output.Write(_lines.Take().Span);
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>
    /// Returns the fields without a column, and without escaping also those that a reader would take for escaped text.
    /// </summary>
    private IDictionary<string, object> GetOtherFields(GatewayLog log)
    {
        if (plan.CsvEscape == CsvEscape.Spreadsheet || _columns.Where(column => IsEscaped(column.GetSent(log))).ToList() is not { Count: > 0 } escaped)
        {
            return log.AdditionalProperties;
        }

        var fields = new Dictionary<string, object>(log.AdditionalProperties);
        escaped.ForEach(column => fields[column.Name] = column.GetSent(log)!);
        return fields;
    }

    private static bool IsEscaped(object? value) => (value is JValue token ? token.Value : value) is string text && CsvLines.IsEscaped(text);

    /// <summary>
    /// Writes a body without changing its bytes: text that would need a leading apostrophe is written as base64, which is never a formula.
    /// </summary>
    private void WriteBody(ExportBody body)
    {
        var isStored = body.State == ExportBody.Stored;
        var bytes = body.Bytes.Span;
        var isText = isStored && Utf8.IsValid(bytes) && (plan.CsvEscape == CsvEscape.None || !CsvLines.IsFormula(bytes));
        _lines.Add(body.State);
        _lines.Add(body.ContentType);
        _lines.Add(isStored ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null);
        _lines.AddVerbatim(isText ? bytes : default);
        _lines.Add(isStored && !isText ? Convert.ToBase64String(bytes) : null);
    }
}
