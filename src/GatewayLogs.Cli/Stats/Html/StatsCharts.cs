using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Aggregates what only the HTML page shows: days, models and metadata entries.</summary>
internal sealed class StatsCharts
{
    /// <summary>A metadata entry with more distinct values than this is an id, and is not grouped.</summary>
    private const int MaxMetadataValues = 1_000;

    private readonly Dictionary<string, Dictionary<string, Tally>?> _metadata = new(StringComparer.Ordinal);

    public Grouping ByDay { get; } = new([GroupKey.Day]);

    public Grouping ByDayAndModel { get; } = new([GroupKey.Day, GroupKey.Model]);

    public DateTimeOffset? Oldest { get; private set; }

    public DateTimeOffset? Newest { get; private set; }

    /// <summary>
    /// Gets the values of each metadata entry by descending cost, without entries that have a different value in every log.
    /// </summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Group> Values)> Metadata =>
    [
        .. _metadata.Where(entry => entry.Value is not null).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (
            entry.Key,
            (IReadOnlyList<Group>)[.. entry.Value!
                .Select(value => new Group([value.Key], value.Value))
                .OrderByDescending(group => group.Tally.Cost.ToDouble())
                .ThenBy(group => group.Values[0], StringComparer.Ordinal)])),
    ];

    public void Add(GatewayLog log)
    {
        ByDay.Add(log);
        ByDayAndModel.Add(log);
        Oldest = Oldest is null || log.CreatedAt < Oldest ? log.CreatedAt : Oldest;
        Newest = Newest is null || log.CreatedAt > Newest ? log.CreatedAt : Newest;
        foreach (var (name, value) in log.Metadata ?? Enumerable.Empty<KeyValuePair<string, JToken?>>())
        {
            AddMetadata(name, value is null ? "" : GroupKey.GetText(value), log);
        }
    }

    private void AddMetadata(string name, string value, GatewayLog log)
    {
        if (!_metadata.TryGetValue(name, out var values))
        {
            _metadata[name] = values = new(StringComparer.Ordinal);
        }

        if (values is null)
        {
            return;
        }

        if (!values.TryGetValue(value, out var tally))
        {
            values[value] = tally = new Tally();
        }

        tally.Add(log);
        if (values.Count > MaxMetadataValues)
        {
            _metadata[name] = null;
        }
    }
}
