using System.Globalization;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Queries;

/// <summary>The terms of a WHERE clause, combined with AND, and the values of their parameters.</summary>
internal sealed class Conditions
{
    private readonly List<string> _terms = [];
    private readonly List<string> _others = [];
    private readonly List<object> _values = [];
    private readonly List<double> _limits = [];

    /// <summary>The clause with its keyword, or an empty string without terms.</summary>
    public string Where => Clause(_terms);

    /// <summary>The time that the terms leave, as far as they are plain limits of it.</summary>
    public TimeRange Range { get; private set; } = TimeRange.All;

    /// <summary>What the terms but those of <see cref="Range"/> are: the same text, the same terms and values.</summary>
    public string IdentityOfOthers => string.Concat(
        _others.Concat(_values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)).Select(part => $"{part.Length}:{part}"));

    /// <summary>Adds a term over the columns of <c>logs</c>.</summary>
    public void Add(string term)
    {
        _terms.Add(term);
        _others.Add(term);
    }

    /// <summary>Adds a limit of <c>created_at</c>, which is not included.</summary>
    public void AddLimit(string comparison, double instant)
    {
        _terms.Add($"created_at {comparison} $l{_limits.Count}");
        _limits.Add(instant);
        Range = comparison == ">" ? Range.After(instant) : Range.Before(instant);
    }

    /// <summary>The clause of the same terms with another range.</summary>
    public string WhereWithin(TimeRange range) => Clause([.. _others, .. range.Terms]);

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

        for (var index = 0; index < _limits.Count; index++)
        {
            command.Parameters.AddWithValue($"$l{index}", _limits[index]);
        }
    }

    /// <summary>Returns a term that is true when any of <paramref name="terms"/> is.</summary>
    public static string AnyOf(params string[] terms) => terms.Length == 0 ? "FALSE" : Join(terms, "OR");

    private static string Clause(List<string> terms) => terms.Count == 0 ? "" : " WHERE " + Join(terms.ToArray(), "AND");

    // A balanced tree instead of a chain, because SQLite rejects expressions deeper than 1,000.
    private static string Join(ReadOnlySpan<string> terms, string keyword) => terms.Length == 1
        ? terms[0]
        : $"({Join(terms[..(terms.Length / 2)], keyword)} {keyword} {Join(terms[(terms.Length / 2)..], keyword)})";
}
