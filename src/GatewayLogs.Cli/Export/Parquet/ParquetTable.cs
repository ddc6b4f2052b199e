using System.Text.Json;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Output;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>The columns of a file: the fields of a log, the unknown fields as JSON, and the bodies.</summary>
internal sealed class ParquetTable : IDisposable
{
    private const int CostPrecision = 38;

    /// <summary>The scale of the column, which is the maximum scale of a decimal, so that costs are never rounded.</summary>
    private const int CostScale = 28;

    /// <summary>The smallest cost that does not fit the column. It is written with the unknown fields.</summary>
    private const decimal TooLargeCost = 10_000_000_000m;

    private readonly CharacterBlocks _characters = new();

    private readonly ParquetColumn[] _columns;

    private readonly JsonEncodedText[] _names;

    /// <summary>The range of the value of each column in the current row; empty if it is missing.</summary>
    private readonly Range[] _values;

    private readonly int _other;

    private readonly UnknownFields _unknown = new();

    public ParquetTable(IReadOnlyList<LogColumn> columns, ExportBodies bodies)
    {
        _columns =
        [
            .. columns.Select(GetColumn),
            new TextColumn("other_fields", isJson: true, _characters),
            .. BodyFields.GetNames(bodies).Select(name => new TextColumn(name, isJson: false, _characters)),
        ];
        _other = columns.Count;
        _names = [.. _columns.Select(column => JsonEncodedText.Encode(column.Field.Name))];
        _values = new Range[_columns.Length];
        Schema = new ParquetSchema(_columns.Select(column => column.Field));
    }

    public ParquetSchema Schema { get; }

    /// <summary>Gets the number of rows that were added since the last row group.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row in the format of <see cref="NdjsonFormat"/>, which is that of waiting rows.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        Array.Clear(_values);
        var reader = new Utf8JsonReader(row, LogJson.ReaderOptions);
        reader.Read();
        for (var column = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
        {
            var name = reader;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            var value = JsonBytes.RangeOfValue(ref reader);
            var fits = Find(in name, ref column) && _columns[column].Fits(row[value]);
            if (fits)
            {
                _values[column] = value;
            }

            if (!fits || !_columns[column].IsExact(row[value]))
            {
                _unknown.Add(name.GetString()!, row[value]);
            }
        }

        for (var column = 0; column < _columns.Length; column++)
        {
            AddValue(column, row[_values[column]]);
        }

        Rows++;
    }

    /// <summary>Writes the buffered rows as one row group.</summary>
    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        foreach (var column in _columns)
        {
            await column.WriteAsync(group, cancellationToken);
        }

        _characters.Clear();
        Rows = 0;
    }

    public void Dispose() => _unknown.Dispose();

    private void AddValue(int column, ReadOnlySpan<byte> value)
    {
        if (column == _other)
        {
            _unknown.MoveTo(_columns[column]);
        }
        else if (value.IsEmpty)
        {
            _columns[column].AddMissing();
        }
        else
        {
            _columns[column].Add(value);
        }
    }

    /// <summary>Finds the column of a name. Rows have the order of the columns, so it usually is the next one or close to it.</summary>
    private bool Find(ref readonly Utf8JsonReader name, ref int column)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var next = (column + i) % _names.Length;
            if (next != _other && name.ValueTextEquals(_names[next].EncodedUtf8Bytes))
            {
                column = next;
                return true;
            }
        }

        return false;
    }

    private ParquetColumn GetColumn(LogColumn field) => field.Kind switch
    {
        FieldKind.Text => new TextColumn(field.Name, isJson: false, _characters),
        FieldKind.Json => new TextColumn(field.Name, isJson: true, _characters) { IsPlainText = field.IsMember },
        // Milliseconds, because Parquet.Net 6.1 writes statistics of microseconds that make DuckDB skip row groups with matching rows.
        FieldKind.Instant => new ValueColumn<DateTime>(
            new DateTimeDataField(field.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true),
            ReadInstant,
            isExact: static (ref reader) => ReadInstant(ref reader)!.Value.Ticks % TimeSpan.TicksPerMillisecond == 0),
        FieldKind.Integer => new ValueColumn<long>(
            new DataField<long>(field.Name, true), ReadInteger, isExact: static (ref reader) => reader.TryGetInt64(out _)),
        FieldKind.Number => new ValueColumn<double>(
            new DataField<double>(field.Name, true), static (ref reader) => reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : null),
        FieldKind.Money => new ValueColumn<decimal>(
            new DecimalDataField(field.Name, CostPrecision, CostScale, isNullable: true),
            static (ref reader) => ReadDecimal(ref reader) is { } cost && Math.Abs(cost) < TooLargeCost ? cost : null),
        FieldKind.Boolean => new ValueColumn<bool>(
            new DataField<bool>(field.Name, true),
            static (ref reader) => reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : null),
        FieldKind.Metadata => new MapColumn(field.Name, _characters),
        _ => throw new NotSupportedException($"No Parquet column supports {field.Kind}."),
    };

    private static DateTime? ReadInstant(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) ? instant.UtcDateTime : null;

    /// <summary>Reads an integer, and rounds a fraction like the properties of a log.</summary>
    private static long? ReadInteger(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var integer) ? integer
        : ReadDecimal(ref reader) is { } number
            && decimal.Round(number, MidpointRounding.AwayFromZero) is >= long.MinValue and <= long.MaxValue and var rounded
            ? (long)rounded
        : null;

    private static decimal? ReadDecimal(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) ? number : null;
}
