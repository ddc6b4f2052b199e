using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Stats;

/// <summary>A key to group logs by.</summary>
/// <param name="Name">The name on the command line, and of the column.</param>
/// <param name="GetValue">Returns the value of a log as text; null if the log has none.</param>
internal sealed record GroupKey(string Name, Func<GatewayLog, string?> GetValue)
{
    private const string MetadataPrefix = "metadata.";

    private const string HourFormat = "yyyy-MM-dd'T'HHzzz";

    private static readonly GroupKey[] s_known = CreateKnown(TimeZoneInfo.Utc);

    private static readonly Comparer<string?> s_timeOrder = Comparer<string?>.Create((left, right) =>
        ParseHour(left) is { } first && ParseHour(right) is { } second ? first.CompareTo(second) : string.CompareOrdinal(left, right));

    /// <summary>Gets whether the values are days or hours.</summary>
    public bool IsTime { get; private init; }

    /// <summary>Gets the field of a log that the key reads.</summary>
    public string Field => IsTime ? "created_at" : Name.StartsWith(MetadataPrefix, StringComparison.Ordinal) ? "metadata" : Name;

    /// <summary>Gets the names, for help texts and errors.</summary>
    public static string Names { get; } = string.Join(", ", s_known.Select(key => key.Name).Append(MetadataPrefix + "NAME"));

    /// <summary>Gets the order of the values. Where clocks are set back, hours with a smaller offset are later.</summary>
    public IComparer<string?> Order => IsTime ? s_timeOrder : StringComparer.Ordinal;

    /// <summary>
    /// Gets the heading of the column in a table: the name, that of a metadata entry without its prefix, and the time zone of days.
    /// </summary>
    public string Heading { get; private init; } = WithoutPrefix(Name);

    /// <summary>Parses a comma-separated list of names. Days and hours are those of a time zone, by default UTC.</summary>
    /// <exception cref="FormatException">A name is unknown.</exception>
    public static IReadOnlyList<GroupKey> ParseAll(string text, TimeZoneInfo? zone = null)
    {
        var known = zone is null ? s_known : CreateKnown(zone);
        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name => Parse(name, known)).DistinctBy(key => key.Name)];
    }

    /// <summary>Returns a suggestion for an unknown name that differs from a known one by case only, or can be that of a metadata entry.</summary>
    public static string Suggest(string name, IEnumerable<string> known) =>
        known.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } match ? $" Did you mean {match}?"
        : name.Length > 0 && !name.Contains('.', StringComparison.Ordinal) ? $" Did you mean {MetadataPrefix}{name}?" : "";

    /// <summary>Returns the name of a metadata entry without the prefix, if it has it.</summary>
    public static string WithoutPrefix(string name) =>
        name.StartsWith(MetadataPrefix, StringComparison.Ordinal) ? name[MetadataPrefix.Length..] : name;

    private static GroupKey[] CreateKnown(TimeZoneInfo zone)
    {
        var isUtc = zone.HasSameRules(TimeZoneInfo.Utc);
        return
        [
            new("model", log => log.Model),
            new("provider", log => log.Provider),
            new("day", log => Time(log, zone, "yyyy-MM-dd")) { IsTime = true, Heading = $"day ({(isUtc ? "UTC" : zone.Id)})" },
            new("hour", log => Time(log, zone, isUtc ? "yyyy-MM-dd'T'HH'Z'" : HourFormat)) { IsTime = true },
            new("success", log => Flag(log.Success)),
            new("cached", log => Flag(log.Cached)),
            new("status_code", log => log.StatusCode?.ToString(CultureInfo.InvariantCulture)),
            new("step", log => log.Step?.ToString(CultureInfo.InvariantCulture)),
            new("model_type", log => log.ModelType),
            new("request_type", log => log.RequestType),
            new("path", log => log.Path),
            new("user_agent", log => log.UserAgent),
        ];
    }

    private static GroupKey Parse(string name, GroupKey[] known) =>
        known.FirstOrDefault(key => key.Name == name)
        ?? (name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && name.Length > MetadataPrefix.Length
            ? new GroupKey(name, log => MetadataValue(log, name[MetadataPrefix.Length..]))
            : throw new FormatException(
                $"--by: logs cannot be grouped by '{name}'.{Suggest(name, known.Select(key => key.Name))} "
                + $"Expected a comma-separated list of {Names}."));

    private static string? MetadataValue(GatewayLog log, string name) =>
        log.Metadata is { } metadata && metadata.TryGetValue(name, out var value) ? GetText(value) : null;

    /// <summary>Returns the text of a metadata value; null if it is null, and JSON if it is not a string.</summary>
    public static string? GetText(JToken? value) => value?.Type switch
    {
        JTokenType.String => (string?)value,
        null or JTokenType.Null => null,
        _ => value.ToString(Newtonsoft.Json.Formatting.None),
    };

    private static string? Time(GatewayLog log, TimeZoneInfo zone, string format) =>
        log.CreatedAt is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).ToString(format, CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? ParseHour(string? text) =>
        DateTimeOffset.TryParseExact(text, HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    private static string? Flag(bool? flag) => flag switch { true => "true", false => "false", null => null };
}
