using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Output;
using Parquet;
using Parquet.Schema;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Reads the logs of a Parquet file, one row group at a time, and only the columns that are needed. Other columns are ignored.</summary>
internal sealed class ParquetRows(string path, Stream file, IReadOnlySet<string>? fields)
{
    private static readonly LogColumn s_otherFields = new("other_fields", FieldKind.Json, _ => null);

    private long _first = 1;

    private long _last = 1;

    public async IAsyncEnumerable<GatewayLog> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file;
        await using var reader = await GuardAsync(() => ParquetReader.CreateAsync(file, cancellationToken: cancellationToken));
        var (columns, others) = await GuardAsync(() => Task.FromResult(GetColumns(reader.Schema)));
        using var row = new RowBuilder();
        List<ParquetCells> all = [.. columns.Select(column => column.Cells), .. others is null ? [] : (ParquetCells[])[others]];
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            _last = _first + group.RowCount - 1;
            await GuardAsync(() => LoadAsync(group, all, cancellationToken));
            for (var i = 0; i < group.RowCount; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Build(row, columns, others, i);
            }

            _first = _last + 1;
        }

        all.ForEach(cells => cells.Dispose());
    }

    private static async Task<bool> LoadAsync(ParquetRowGroupReader group, IEnumerable<ParquetCells> columns, CancellationToken cancellationToken)
    {
        foreach (var column in columns)
        {
            await column.LoadAsync(group, cancellationToken);
        }

        return true;
    }

    private GatewayLog Build(RowBuilder row, (LogColumn Column, ParquetCells Cells)[] columns, ValueCells<ReadOnlyMemory<char>>? others, int index)
    {
        try
        {
            row.Clear();
            row.Start(others?.IsNull(index) == false ? Encoding.UTF8.GetBytes(others.Get(index).ToArray()) : default);
            foreach (var (column, cells) in columns)
            {
                if (!cells.IsNull(index) && row.TryStart(column))
                {
                    cells.Write(row.Writer, index);
                }
            }

            return row.End() is { Id.Length: > 0 } log ? log : throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw LogFileFormat.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"row {_first + index}"), "the row has damaged JSON or no id");
        }
    }

    private ((LogColumn Column, ParquetCells Cells)[] Columns, ValueCells<ReadOnlyMemory<char>>? Others) GetColumns(ParquetSchema schema)
    {
        var found = schema.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        return found.ContainsKey("id")
            ? ([.. LogColumn.RowFields.Where(column => fields?.Contains(column.Name) != false && found.ContainsKey(column.Name)).Select(column => (column, Create(column, found[column.Name])))],
                found.TryGetValue("other_fields", out var others) ? (ValueCells<ReadOnlyMemory<char>>)Create(s_otherFields, others) : null)
            : throw LogFileFormat.Damaged(path, "schema", "there is no column id");
    }

    private ParquetCells Create(LogColumn column, Field field) => (column.Kind, field) switch
    {
        (FieldKind.Text, DataField text) when text.ClrType == typeof(ReadOnlyMemory<char>) => new ValueCells<ReadOnlyMemory<char>>(
            text, static (json, value) => json.WriteStringValue(value.Span)),
        (FieldKind.Json, DataField text) when text.ClrType == typeof(ReadOnlyMemory<char>) => new ValueCells<ReadOnlyMemory<char>>(
            text, static (json, value) => json.WriteRawValue(value.Span, skipInputValidation: true)),
        (FieldKind.Instant, DataField instant) when instant.ClrType == typeof(DateTime) => new ValueCells<DateTime>(
            instant, static (json, value) => json.WriteStringValue(DateTime.SpecifyKind(value, DateTimeKind.Utc))),
        (FieldKind.Integer, DataField integer) when integer.ClrType == typeof(long) => new ValueCells<long>(integer, static (json, value) => json.WriteNumberValue(value)),
        (FieldKind.Number, DataField number) when number.ClrType == typeof(double) => new ValueCells<double>(number, static (json, value) => json.WriteNumberValue(value)),
        (FieldKind.Money, DataField cost) when cost.ClrType == typeof(decimal) => new ValueCells<decimal>(cost, WriteCost),
        (FieldKind.Boolean, DataField flag) when flag.ClrType == typeof(bool) => new ValueCells<bool>(flag, static (json, value) => json.WriteBooleanValue(value)),
        (FieldKind.Metadata, MapField map) => new MapCells(map),
        _ => throw LogFileFormat.Damaged(path, "schema", $"the column {column.Name} has another type"),
    };

    /// <summary>Writes a cost without the trailing zeros that the scale of the column has added.</summary>
    private static void WriteCost(Utf8JsonWriter json, decimal cost) => json.WriteNumberValue(cost / 1.0000000000000000000000000000m);

    /// <summary>Converts every failure of the library, which throws many types for a damaged file.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Parquet.Net throws exceptions of any type for a damaged file.")]
    private async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or Commands.CommandFailedException or UnauthorizedAccessException))
        {
            throw LogFileFormat.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"rows {_first} to {_last}"), "the Parquet file is damaged or cut");
        }
    }
}
