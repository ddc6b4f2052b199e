using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Queries;

/// <summary>The terms of a WHERE clause, combined with AND, and the values of their parameters.</summary>
internal sealed class Conditions
{
    private readonly List<string> _terms = [];
    private readonly List<object> _values = [];

    /// <summary>Gets the clause with its keyword, or an empty string without terms.</summary>
    public string Where => _terms.Count == 0 ? "" : " WHERE " + Join(_terms.ToArray(), "AND");

    /// <summary>Adds a term on the columns of <c>logs</c>.</summary>
    public void Add(string term) => _terms.Add(term);

    /// <summary>Adds a value and returns the name of its parameter.</summary>
    public string Bind(object value)
    {
        _values.Add(value);
        return $"$p{_values.Count - 1}";
    }

    /// <summary>Adds the parameters to a command that contains <see cref="Where"/>.</summary>
    public void BindTo(SqliteCommand command)
    {
        for (var index = 0; index < _values.Count; index++)
        {
            command.Parameters.AddWithValue($"$p{index}", _values[index]);
        }
    }

    /// <summary>Returns a term that is true when any of <paramref name="terms"/> is.</summary>
    public static string AnyOf(params string[] terms) => terms.Length == 0 ? "FALSE" : Join(terms, "OR");

    // A balanced tree instead of a chain, because SQLite rejects expressions deeper than 1,000.
    private static string Join(ReadOnlySpan<string> terms, string keyword) => terms.Length == 1
        ? terms[0]
        : $"({Join(terms[..(terms.Length / 2)], keyword)} {keyword} {Join(terms[(terms.Length / 2)..], keyword)})";
}
