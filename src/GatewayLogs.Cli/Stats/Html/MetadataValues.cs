namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Aggregates the metadata entries that the page lists.</summary>
/// <param name="names">The entries to list, with any number of values; null for all entries with 2 to 20 values.</param>
internal sealed class MetadataValues(IReadOnlyList<string>? names)
{
    /// <summary>An entry with more values usually identifies users or requests. The page lists it only on request.</summary>
    public const int MaxValues = 20;

    private readonly Dictionary<string, Dictionary<string, Tally>?> _entries =
        (names ?? []).ToDictionary(name => name, Dictionary<string, Tally>? (_) => new(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Gets the listed entries by name, each with its values by descending cost.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Group> Values)> Listed =>
    [
        .. _entries
            .Where(entry => entry.Value is not null && (names is not null || entry.Value.Count > 1))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, (IReadOnlyList<Group>)[.. entry.Value!
                .Select(value => new Group([value.Key], value.Value))
                .OrderByDescending(group => group.Tally.Cost.ToDouble())
                .ThenByDescending(group => group.Tally.Calls)
                .ThenBy(group => group.Values[0], StringComparer.Ordinal)])),
    ];

    /// <summary>Gets the names of the entries that have too many values.</summary>
    public IReadOnlyList<string> Omitted =>
        [.. _entries.Where(entry => entry.Value is null).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    public void Add(GatewayLog log)
    {
        foreach (var (name, value) in log.Metadata ?? [])
        {
            Add(name, Group.Show(GroupKey.GetText(value)), log);
        }
    }

    private void Add(string name, string value, GatewayLog log)
    {
        if (!_entries.TryGetValue(name, out var values))
        {
            if (names is not null)
            {
                return;
            }

            _entries[name] = values = new(StringComparer.Ordinal);
        }

        if (values is null)
        {
            return;
        }

        if (!values.TryGetValue(value, out var tally))
        {
            if (names is null && values.Count == MaxValues)
            {
                _entries[name] = null;
                return;
            }

            values[value] = tally = new Tally();
        }

        tally.Add(log);
    }
}
