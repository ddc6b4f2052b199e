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
                yield return Create(row, columns, others, i);
            }

            _first = _last + 1;
        }
    }

    private static async Task<bool> LoadAsync(ParquetRowGroupReader group, IEnumerable<ParquetCells> columns, CancellationToken cancellationToken)
    {
        foreach (var column in columns)
        {
            await column.LoadAsync(group, cancellationToken);
        }

        return true;
    }

    /// <summary>Creates a log: from JSON if a needed column has no setter, or if the row has other fields.</summary>
    private GatewayLog Create(RowBuilder row, (LogColumn Column, ParquetCells Cells)[] columns, ValueCells<ReadOnlyMemory<char>>? others, int index)
    {
        if (others?.IsNull(index) == false || Array.Exists(columns, column => !column.Cells.CanSet))
        {
            return Build(row, columns, others, index);
        }

        var log = new GatewayLog();
        foreach (var (_, cells) in columns)
        {
            if (!cells.IsNull(index))
            {
                cells.Set(log, index);
            }
        }

        return IsValid(log) ? log : throw Damaged(index);
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

            return row.End() is var log && IsValid(log) ? log : throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw Damaged(index);
        }
    }

    /// <summary>Returns whether a log has an id, if it was read.</summary>
    private bool IsValid(GatewayLog log) => log.Id.Length > 0 || fields?.Contains("id") == false;

    private Commands.CommandFailedException Damaged(int index) =>
        LogFileFormat.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"row {_first + index}"), "the row has damaged JSON or no id");

    private ((LogColumn Column, ParquetCells Cells)[] Columns, ValueCells<ReadOnlyMemory<char>>? Others) GetColumns(ParquetSchema schema)
    {
        var found = schema.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        return found.ContainsKey("id")
            ? (
                [.. LogFileFormat.GetColumns(fields).Where(column => found.ContainsKey(column.Name)).Select(
                    column => (column, Create(column, found[column.Name])))],
                found.TryGetValue("other_fields", out var others) ? (ValueCells<ReadOnlyMemory<char>>)Create(s_otherFields, others) : null)
            : throw LogFileFormat.Damaged(path, "schema", "there is no column id");
    }

    private ParquetCells Create(LogColumn column, Field field) => (column.Kind, field) switch
    {
        (FieldKind.Text, DataField text) when text.ClrType == typeof(ReadOnlyMemory<char>) => new ValueCells<ReadOnlyMemory<char>>(
            text, static (json, value) => json.WriteStringValue(value.Span), FindTextSetter(column.Name)),
        (FieldKind.Json, DataField text) when text.ClrType == typeof(ReadOnlyMemory<char>) => new ValueCells<ReadOnlyMemory<char>>(
            text, static (json, value) => json.WriteRawValue(value.Span, skipInputValidation: true), null),
        (FieldKind.Instant, DataField instant) when instant.ClrType == typeof(DateTime) => CreateValue<DateTime>(
            column, instant, static (json, value) => json.WriteStringValue(DateTime.SpecifyKind(value, DateTimeKind.Utc))),
        (FieldKind.Integer, DataField integer) when integer.ClrType == typeof(long) => CreateValue<long>(
            column, integer, static (json, value) => json.WriteNumberValue(value)),
        (FieldKind.Number, DataField number) when number.ClrType == typeof(double) => CreateValue<double>(
            column, number, static (json, value) => json.WriteNumberValue(value)),
        (FieldKind.Money, DataField cost) when cost.ClrType == typeof(decimal) => CreateValue<decimal>(
            column, cost, static (json, value) => json.WriteNumberValue(LogSetters.WithoutZeros(value))),
        (FieldKind.Boolean, DataField flag) when flag.ClrType == typeof(bool) => CreateValue<bool>(
            column, flag, static (json, value) => json.WriteBooleanValue(value)),
        (FieldKind.Metadata, MapField map) => new MapCells(map),
        _ => throw LogFileFormat.Damaged(path, "schema", $"the column {column.Name} has another type"),
    };

    private static ValueCells<T> CreateValue<T>(LogColumn column, DataField field, Action<Utf8JsonWriter, T> write)
        where T : struct => new(field, write, LogSetters.Find<T>(column.Name));

    /// <summary>Returns a setter that reuses the string of the previous cells: most columns of text have few distinct values.</summary>
    private static Action<GatewayLog, ReadOnlyMemory<char>>? FindTextSetter(string name)
    {
        var last = "";
        return LogSetters.Find<string>(name) is { } set
            ? (log, value) => set(log, last = value.Span.SequenceEqual(last) ? last : value.ToString())
            : null;
    }

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
