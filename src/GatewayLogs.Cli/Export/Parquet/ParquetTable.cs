using System.Text.Json;
using System.Text.Json.Nodes;
using GatewayLogs.Cli.Export.Rows;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>The columns of a file: those of a row, then what no column knows as JSON, then the bodies.</summary>
internal sealed class ParquetTable
{
    private const int CostPrecision = 38;

    /// <summary>As many decimals as a cost can have when it is read: nothing is rounded.</summary>
    private const int CostScale = 28;

    /// <summary>What has no place in that column, and stands with the fields that have none.</summary>
    private const decimal TooLargeCost = 10_000_000_000m;

    private readonly TextColumn _other = new("other_fields", isJson: true);

    private readonly List<ParquetColumn> _columns;

    private readonly Dictionary<string, ParquetColumn> _byName;

    public ParquetTable(ExportBodies bodies)
    {
        _columns =
        [
            .. LogField.All.Select(ColumnOf),
            _other,
            .. BodyFields.Of(bodies).Select(name => new TextColumn(name, isJson: false)),
        ];
        _byName = _columns.Where(column => column != _other).ToDictionary(column => column.Field.Name);
        Schema = new ParquetSchema(_columns.Select(column => column.Field));
    }

    public ParquetSchema Schema { get; }

    /// <summary>How many rows were gathered since the last row group.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row as <see cref="NdjsonFormat"/> writes it.</summary>
    public void Add(JsonElement row)
    {
        Dictionary<ParquetColumn, JsonElement> values = [];
        JsonObject? unknown = null;
        foreach (var field in row.EnumerateObject())
        {
            if (field.Name == "metadata" && field.Value.ValueKind != JsonValueKind.Object)
            {
                AddOddMetadata(field.Value, values, ref unknown);
            }
            else if (_byName.TryGetValue(field.Name, out var column) && !(field.Name == "cost" && Math.Abs(field.Value.GetDecimal()) >= TooLargeCost))
            {
                values[column] = field.Value;
            }
            else
            {
                (unknown ??= [])[field.Name] = JsonNode.Parse(field.Value.GetRawText());
            }
        }

        foreach (var column in _columns)
        {
            if (column == _other)
            {
                _other.Add(unknown?.ToJsonString(s_readable));
            }
            else
            {
                column.Add(values.TryGetValue(column, out var value) ? value : null);
            }
        }

        Rows++;
    }

    /// <summary>Writes the rows that were gathered as one row group.</summary>
    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        foreach (var column in _columns)
        {
            await column.WriteAsync(group, cancellationToken);
        }

        Rows = 0;
    }

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Metadata can be text that holds an object, which is what it means, or any text, for which a map has no place.</summary>
    private void AddOddMetadata(JsonElement value, Dictionary<ParquetColumn, JsonElement> values, ref JsonObject? unknown)
    {
        if (value.ValueKind == JsonValueKind.String && ParsedObject(value.GetString()!) is { } map)
        {
            values[_byName["metadata"]] = map;
        }
        else
        {
            (unknown ??= [])["metadata"] = JsonNode.Parse(value.GetRawText());
        }
    }

    private static JsonElement? ParsedObject(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } map ? map : null;
        }
        catch (JsonException)
        {
            // It is no JSON: any text may be metadata.
            return null;
        }
    }

    private static ParquetColumn ColumnOf(LogField field) => field.Kind switch
    {
        FieldKind.Text => new TextColumn(field.Name, isJson: false),
        FieldKind.Json => new TextColumn(field.Name, isJson: true),
        FieldKind.Instant => new ValueColumn<DateTime>(
            new DateTimeDataField(field.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true),
            value => value.GetDateTimeOffset().UtcDateTime),
        FieldKind.Integer => new ValueColumn<long>(new DataField<long>(field.Name, true), value => value.GetInt64()),
        FieldKind.Number => new ValueColumn<double>(new DataField<double>(field.Name, true), value => value.GetDouble()),
        FieldKind.Money => new ValueColumn<decimal>(
            new DecimalDataField(field.Name, CostPrecision, CostScale, isNullable: true), value => value.GetDecimal()),
        FieldKind.Boolean => new ValueColumn<bool>(new DataField<bool>(field.Name, true), value => value.GetBoolean()),
        FieldKind.Metadata => new MapColumn(field.Name),
        _ => throw new NotSupportedException($"A Parquet file has no column for {field.Kind}."),
    };
}
