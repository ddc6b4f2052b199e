namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Aggregates what only the HTML page shows: the charts over time, the reasons of errors and the metadata entries.</summary>
/// <param name="keys">The keys that the logs are grouped by; the charts show those that are not times.</param>
/// <param name="metadata">The metadata entries to list; null for the default.</param>
/// <param name="zone">The time zone of the time axis; null for UTC.</param>
internal sealed class StatsCharts(IReadOnlyList<GroupKey> keys, IReadOnlyList<string>? metadata = null, TimeZoneInfo? zone = null)
{
    private readonly Dictionary<DateTime, Tally> _hours = [];

    public TimeZoneInfo Zone { get; } = zone ?? TimeZoneInfo.Utc;

    public Breakdown Groups { get; } = new([.. keys.Where(key => !key.IsTime)]);

    /// <summary>Gets the failed calls by reason.</summary>
    public Breakdown Errors { get; } = new(GroupKey.ParseAll("status_code,provider"));

    public MetadataValues Metadata { get; } = new(metadata);

    public DateTime? Oldest { get; private set; }

    public DateTime? Newest { get; private set; }

    public void Add(GatewayLog log)
    {
        Metadata.Add(log);
        if (log.CreatedAt is not { } instant)
        {
            return;
        }

        var created = TimeZoneInfo.ConvertTime(instant, Zone).DateTime;
        Oldest = Oldest < created ? Oldest : created;
        Newest = Newest > created ? Newest : created;
        var hour = created.Date.AddHours(created.Hour);
        if (!_hours.TryGetValue(hour, out var tally))
        {
            _hours[hour] = tally = new Tally();
        }

        tally.Add(log);
        Groups.Add(log, hour);
        if (log.Success == false)
        {
            Errors.Add(log, hour);
        }
    }

    /// <summary>Returns the totals of each step of a time axis; null for steps without logs.</summary>
    public IReadOnlyList<Tally?> GetTallies(TimeAxis axis)
    {
        var tallies = new Dictionary<DateTime, Tally>();
        foreach (var (hour, tally) in _hours)
        {
            var step = axis.GetStep(hour);
            if (!tallies.TryGetValue(step, out var total))
            {
                tallies[step] = total = new Tally();
            }

            total.Add(tally);
        }

        return [.. axis.Steps.Select(tallies.GetValueOrDefault)];
    }
}
