using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Queries;

/// <summary>The terms of a WHERE clause, all of which hold, and the values of its parameters.</summary>
internal sealed class Conditions
{
    private readonly List<string> _terms = [];
    private readonly List<object> _values = [];

    /// <summary>The clause with its keyword, or nothing when every row will do.</summary>
    public string Where => _terms.Count == 0 ? "" : " WHERE " + Join(_terms.ToArray(), "AND");

    /// <summary>Adds a term over the columns of <c>logs</c>.</summary>
    public void Add(string term) => _terms.Add(term);

    /// <summary>Keeps a value and gives the name of its parameter.</summary>
    public string Bind(object value)
    {
        _values.Add(value);
        return $"$p{_values.Count - 1}";
    }

    /// <summary>Gives the parameters to a command that holds <see cref="Where"/>.</summary>
    public void BindTo(SqliteCommand command)
    {
        for (int index = 0; index < _values.Count; index++)
        {
            command.Parameters.AddWithValue($"$p{index}", _values[index]);
        }
    }

    /// <summary>One term that holds when any of <paramref name="terms"/> does.</summary>
    public static string AnyOf(params string[] terms) => terms.Length == 0 ? "FALSE" : Join(terms, "OR");

    // Halved rather than chained: SQLite refuses expressions more than 1,000 deep.
    private static string Join(ReadOnlySpan<string> terms, string keyword) => terms.Length == 1
        ? terms[0]
        : $"({Join(terms[..(terms.Length / 2)], keyword)} {keyword} {Join(terms[(terms.Length / 2)..], keyword)})";
}
