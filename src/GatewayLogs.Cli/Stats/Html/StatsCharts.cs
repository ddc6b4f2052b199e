using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>What the page shows beside the report: days, models, and the entries of the metadata. Only who wants the page pays for it.</summary>
internal sealed class StatsCharts
{
    /// <summary>More different values than this of one entry of the metadata are ids, and no way to group.</summary>
    private const int MostMetadataValues = 1_000;

    private readonly Dictionary<string, Dictionary<string, Tally>?> _metadata = new(StringComparer.Ordinal);

    public Grouping ByDay { get; } = new([GroupKey.Day]);

    public Grouping ByDayAndModel { get; } = new([GroupKey.Day, GroupKey.Model]);

    public DateTimeOffset? Oldest { get; private set; }

    public DateTimeOffset? Newest { get; private set; }

    /// <summary>The values of each entry of the metadata, the dearest first; entries with a different value in every log are left out.</summary>
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
        if (values.Count > MostMetadataValues)
        {
            _metadata[name] = null;
        }
    }
}
