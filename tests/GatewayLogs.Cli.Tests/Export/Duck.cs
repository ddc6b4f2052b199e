using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DuckDB.NET.Data;

namespace GatewayLogs.Tests;

/// <summary>An in-memory DuckDB database with the time zone UTC.</summary>
internal sealed class Duck : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public Duck(string? preparation = null)
    {
        _connection.Open();
        Rows("SET TimeZone = 'UTC'");
        if (preparation is not null)
        {
            Rows(preparation);
        }
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Returns the rows of a query with their values joined by bars.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Only tests pass SQL.")]
    public List<string> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Show(reader.GetValue(i)))));
        }

        return rows;
    }

    public static string Show(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
