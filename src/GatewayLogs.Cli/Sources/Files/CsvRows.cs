using CsvHelper;
using GatewayLogs.Cli.Export.Parquet;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Reads rows of CSV. The names in the header determine the fields; other columns are ignored.</summary>
internal sealed class CsvRows : IRowReader
{
    private static readonly CsvReaderOptions s_options = new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        DetectSeparatorHint = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    private readonly CsvReader _csv;

    private readonly RowBuilder _row = new();

    private readonly (LogColumn Column, int Cell)[] _columns;

    private readonly int _otherFields;

    /// <exception cref="FormatException">The first line is not the header of logs.</exception>
    public CsvRows(Stream content, IReadOnlySet<string>? fields)
    {
        _csv = CsvReader.Create(content, s_options);
        var header = ReadHeader();
        _otherFields = header.IndexOf("other_fields");
        _columns =
        [
            .. LogFileFormat.GetColumns(fields is null ? null : new HashSet<string>([.. fields, "id"], StringComparer.Ordinal))
                .Select(column => (column, header.IndexOf(column.Name))).Where(entry => entry.Item2 >= 0),
        ];
    }

    public long Line { get; private set; } = 1;

    public GatewayLog? Read()
    {
        Line++;
        if (!_csv.Read())
        {
            return null;
        }

        Line = _csv.LineNumber;
        _row.Clear();
        _row.Start(_otherFields < 0 ? default : _csv.GetSpan(_otherFields));
        foreach (var (column, cell) in _columns)
        {
            if (!_csv.GetRawSpan(cell).IsEmpty && _row.TryStart(column))
            {
                Write(column, _csv.GetSpan(cell));
            }
        }

        return _row.End();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _row.Dispose();
    }

    private List<string> ReadHeader()
    {
        const string Problem = "the line is neither a JSON object nor a CSV header with the column id";
        try
        {
            _csv.ReadHeader();
        }
        catch (CsvFormatException exception)
        {
            throw new FormatException(Problem, exception);
        }

        return _csv.Headers.Contains("id") ? [.. _csv.Headers] : throw new FormatException(Problem);
    }

    private void Write(LogColumn column, ReadOnlySpan<byte> cell)
    {
        switch (column.Kind)
        {
            case FieldKind.Integer or FieldKind.Number or FieldKind.Money
                when JsonBytes.IsOtherThanText(cell) && (char.IsAsciiDigit((char)cell[0]) || cell[0] == '-'):
            case FieldKind.Boolean when cell.SequenceEqual("true"u8) || cell.SequenceEqual("false"u8):
            case FieldKind.Json when JsonBytes.IsOtherThanText(cell):
            case FieldKind.Metadata:
                _row.Writer.WriteRawValue(cell, skipInputValidation: true);
                break;
            case FieldKind.Text when BodyFields.Columns.Contains(column):
                _row.Writer.WriteStringValue(cell);
                break;
            case FieldKind.Text or FieldKind.Instant or FieldKind.Json:
                _row.Writer.WriteStringValue(CsvLines.RemoveApostrophe(cell));
                break;
            default:
                throw new FormatException($"{column.Name} is not a value of its type");
        }
    }
}
