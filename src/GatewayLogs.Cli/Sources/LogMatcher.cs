using System.Globalization;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Stats;

namespace GatewayLogs.Cli.Sources;

/// <summary>Evaluates the conditions of a query on logs of a file, as the service evaluates them.</summary>
/// <remarks>
/// Several values are alternatives; neq matches exactly the logs that eq excludes, including those without a value; contains is
/// case-sensitive; lt and gt exclude their value. <c>gwlogs doctor --assumptions</c> compares the service with these rules.
/// </remarks>
internal sealed class LogMatcher
{
    private static readonly HashSet<string> s_names = [.. LogColumn.RowFields.Where(IsComparable).Select(column => column.Name)];

    private readonly Func<GatewayLog, bool>[] _conditions;

    /// <exception cref="FormatException">A condition cannot be evaluated on a file.</exception>
    public LogMatcher(GatewayLogQuery query)
    {
        if (query.Search is not null)
        {
            throw new FormatException("--search cannot be used with --from: only the service searches, and how is not documented. "
                + "Use --filter 'metadata.value contains TEXT'.");
        }

        _conditions = [.. AddImpliedEntry(query.Filters).Select(Create)];
        Fields = [.. query.Filters.Select(filter => IsMetadata(filter.Key) ? "metadata" : filter.Key)];
    }

    /// <summary>Gets the fields that the conditions read.</summary>
    public IReadOnlyCollection<string> Fields { get; }

    public bool Matches(GatewayLog log) => Array.TrueForAll(_conditions, condition => condition(log));

    /// <summary>Adds the condition on an entry that one name and one value imply, as for logs of the service.</summary>
    private static IEnumerable<GatewayLogFilter> AddImpliedEntry(IReadOnlyList<GatewayLogFilter> filters)
    {
        string? GetOnly(string key) => filters.Where(filter => filter.Key == key && filter.MetadataEntry is null).ToList()
            is [{ Operator: GatewayLogFilterOperator.Equal, Values: [string text] }] ? text : null;
        return GetOnly("metadata.key") is { } name && GetOnly("metadata.value") is { } value
            ? [.. filters, LogFilter.Metadata(name, value)]
            : filters;
    }

    private static Func<GatewayLog, bool> Create(GatewayLogFilter filter)
    {
        if (filter.MetadataEntry is { } entry)
        {
            return log => log.Metadata is { } metadata && metadata.TryGetValue(entry, out var value) && value is not null
                && filter.Values.Contains(GroupKey.GetText(value));
        }

        if (IsMetadata(filter.Key))
        {
            return CreateForMetadata(filter);
        }

        if (!s_names.Contains(filter.Key))
        {
            throw new FormatException(
                $"--filter '{filter} …' cannot be used with --from: exports have no such field. "
                + $"Filter on one of {string.Join(", ", s_names)}, metadata.key, metadata.value.");
        }

        var column = LogColumn.Get(filter.Key);
        if (filter.Operator == GatewayLogFilterOperator.Contains && column.Kind != FieldKind.Text)
        {
            throw new FormatException($"--filter '{filter} …' cannot be used with --from: the field is not text. Use eq, neq, lt or gt.");
        }

        return filter.Operator switch
        {
            GatewayLogFilterOperator.Contains => log => column.GetSent(log) is string text && Contains(text, filter),
            GatewayLogFilterOperator.NotEqual => log => !Any(column, filter, log, order => order == 0),
            GatewayLogFilterOperator.LessThan => log => Any(column, filter, log, order => order < 0),
            GatewayLogFilterOperator.GreaterThan => log => Any(column, filter, log, order => order > 0),
            _ => log => Any(column, filter, log, order => order == 0),
        };
    }

    private static bool Any(LogColumn column, GatewayLogFilter filter, GatewayLog log, Func<int, bool> isMatch)
    {
        var value = column.GetSent(log);
        foreach (var other in filter.Values)
        {
            var matches = value is null || other is null
                ? value is null && other is null && filter.Operator is GatewayLogFilterOperator.Equal or GatewayLogFilterOperator.NotEqual
                : Compare(column.Kind, value, other) is { } order && isMatch(order);
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares a value of a log with that of a filter; null if the values have different types.</summary>
    private static int? Compare(FieldKind kind, object value, object other) => kind switch
    {
        FieldKind.Integer or FieldKind.Number or FieldKind.Money => ToNumber(value) is { } one && ToNumber(other) is { } two ? one.CompareTo(two) : null,
        FieldKind.Instant => value is DateTimeOffset one && ToInstant(other) is { } two
            ? one.ToUnixTimeMilliseconds().CompareTo(two.ToUnixTimeMilliseconds())
            : null,
        _ => string.CompareOrdinal(LogText.Format(value), LogText.Format(other)),
    };

    /// <summary>Converts a number exactly, which a cast of a decimal does not.</summary>
    private static double? ToNumber(object value) =>
        value is double number ? number
        : double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed
        : null;

    private static DateTimeOffset? ToInstant(object value) =>
        value is DateTimeOffset instant ? instant
        : DateTimeOffset.TryParse(value as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed
        : null;

    private static Func<GatewayLog, bool> CreateForMetadata(GatewayLogFilter filter)
    {
        Func<string, bool> isMatch = filter.Operator switch
        {
            GatewayLogFilterOperator.Contains => text => Contains(text, filter),
            GatewayLogFilterOperator.LessThan => text => filter.Values.Any(value => value is string other && string.CompareOrdinal(text, other) < 0),
            GatewayLogFilterOperator.GreaterThan => text => filter.Values.Any(value => value is string other && string.CompareOrdinal(text, other) > 0),
            _ => text => filter.Values.Contains(text),
        };
        Func<GatewayLog, IEnumerable<string>> read = filter.Key == "metadata.key"
            ? log => log.Metadata?.Keys ?? []
            : log => log.Metadata?.Values.OfType<Newtonsoft.Json.Linq.JToken>().Select(value => GroupKey.GetText(value) ?? "") ?? [];
        return filter.Operator == GatewayLogFilterOperator.NotEqual ? log => !read(log).Any(isMatch) : log => read(log).Any(isMatch);
    }

    private static bool Contains(string text, GatewayLogFilter filter) =>
        filter.Values.Any(value => value is not null && text.Contains(LogText.Format(value), StringComparison.Ordinal));

    private static bool IsMetadata(string key) => key is "metadata.key" or "metadata.value";

    private static bool IsComparable(LogColumn column) => column.Kind is not (FieldKind.Json or FieldKind.Metadata);
}
