using System.Buffers;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// Buffers lines of CSV. Defines how values are formatted: text that a spreadsheet would run as a formula gets a leading apostrophe unless
/// <see cref="CsvEscape.None"/> is selected, times are in UTC, and compound values are JSON.
/// </summary>
internal sealed class CsvLines : IDisposable
{
    /// <summary>A buffer that a large body has grown beyond this size is released.</summary>
    private const int MaxBufferSize = 1 << 20;

    private static readonly CsvWriterOptions s_options = new() { TrueValue = "true", FalseValue = "false" };

    /// <summary>
    /// The characters that start a formula, and white space that spreadsheets skip before one. Spreadsheets in East Asian languages convert the
    /// full-width and small forms. CsvHelper's own protection supports only ASCII.
    /// </summary>
    private static readonly SearchValues<char> s_formulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫");

    private readonly MemoryStream _lines = new();

    private readonly CsvWriter _csv;

    private readonly ArrayBufferWriter<byte> _json = new();

    private readonly Utf8JsonWriter _jsonWriter;

    private readonly CsvEscape _escape;

    public CsvLines(string newLine, CsvEscape escape = CsvEscape.Spreadsheet)
    {
        _escape = escape;
        _csv = CsvWriter.Create(_lines, s_options with { NewLine = newLine }, leaveOpen: true);
        _jsonWriter = new Utf8JsonWriter(_json, LogJson.Options);
    }

    /// <summary>Returns whether a cell with this text would get a leading apostrophe.</summary>
    public static bool IsFormula(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out var first, out _) == OperationStatus.Done && first.IsBmp && s_formulaStarts.Contains((char)first.Value);

    /// <summary>Returns the text of a cell without the leading apostrophe that it got.</summary>
    public static ReadOnlySpan<byte> RemoveApostrophe(ReadOnlySpan<byte> cell) =>
        cell.StartsWith("'"u8) && IsFormula(cell.TrimStart("'"u8)) ? cell[1..] : cell;

    /// <summary>Adds a header line.</summary>
    public void AddHeader(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _csv.WriteField(name);
        }

        _csv.EndRecord();
    }

    /// <summary>Adds the cells of a log to the current line.</summary>
    public void Add(GatewayLog log, IReadOnlyList<LogColumn> columns)
    {
        foreach (var column in columns)
        {
            Add(column.GetSent(log));
        }
    }

    /// <summary>Adds a cell.</summary>
    public void Add(object? value)
    {
        switch (value is JValue token ? token.Value : value)
        {
            case null:
                _csv.WriteField(default(string));
                break;
            case string text when _escape == CsvEscape.Spreadsheet && IsFormula(text):
                _csv.WriteField($"'{text}", CsvQuoting.Always);
                break;
            case "":
                // Quotes distinguish empty text from null.
                _csv.WriteField("", CsvQuoting.Always);
                break;
            case string text:
                _csv.WriteField(text);
                break;
            case bool flag:
                _csv.WriteField(flag);
                break;
            case long number:
                _csv.WriteField(number);
                break;
            case decimal number:
                _csv.WriteField(number);
                break;
            case DateTimeOffset instant:
                _csv.WriteField(instant.UtcDateTime, InstantText.GetFormat(instant));
                break;
            case var other:
                AddJson(other);
                break;
        }
    }

    /// <summary>Adds a cell without a leading apostrophe: a number, or text that is not a formula.</summary>
    public void AddVerbatim(ReadOnlySpan<byte> text) => _csv.WriteField(text);

    /// <inheritdoc cref="AddVerbatim(ReadOnlySpan{byte})"/>
    public void AddVerbatim(string text) => _csv.WriteField(text);

    /// <summary>Ends the line.</summary>
    public void EndLine() => _csv.EndRecord();

    /// <summary>Returns and clears the buffered lines. The memory is valid until the next line is added.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        _csv.Flush();
        var lines = _lines.GetBuffer().AsMemory(0, (int)_lines.Length);
        _lines.SetLength(0);
        if (_lines.Capacity > MaxBufferSize)
        {
            _lines.Capacity = 0;
        }

        return lines;
    }

    public void Dispose()
    {
        _csv.Dispose();
        _lines.Dispose();
        _jsonWriter.Dispose();
    }

    /// <summary>Returns whether a text is a formula, possibly after apostrophes, so that removing one apostrophe restores any text.</summary>
    private static bool IsFormula(string text) => text.AsSpan().TrimStart('\'') is [var first, ..] && s_formulaStarts.Contains(first);

    private void AddJson(object value)
    {
        LogJson.WriteValue(_jsonWriter, value);
        _jsonWriter.Flush();
        _csv.WriteField(_json.WrittenSpan);
        _jsonWriter.Reset();
        _json.ResetWrittenCount();
    }
}
